package io.precinct99.database;

import static com.zaxxer.hikari.SQLExceptionOverride.Override.CONTINUE_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.MUST_EVICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvictSuspectsTest {
    private final List<String> told = new ArrayList<>();
    private final EvictSuspects evict =
            new EvictSuspects(failure -> told.add("suspicion " + failure.getSQLState()), () -> told.add("standby"));

    @Test
    void lostLoginIsSuspected() {
        assertThat(evict.adjudicate(new SQLException("no rights", "42501"))).isEqualTo(MUST_EVICT);
        assertThat(told).containsExactly("suspicion 42501");
    }

    @Test
    void serverWithoutWritesIsLeftButItsLoginIsNotSuspected() {
        assertThat(evict.adjudicate(new SQLException("read-only", "25006"))).isEqualTo(MUST_EVICT);
        assertThat(told).containsExactly("standby");
    }

    @Test
    void everythingElseIsLeftToThePool() {
        assertThat(evict.adjudicate(new SQLException("twice", "23505"))).isEqualTo(CONTINUE_EVICT);
        assertThat(told).isEmpty();
    }
}
