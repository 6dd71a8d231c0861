package io.precinct99.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenyListRefreshTest {
    private long nanos;
    private final FakeDenyList stored = new FakeDenyList();
    private final EndedTokens copy = new EndedTokens(InstantSource.system(), () -> nanos);
    private final DenyListRefresh refresh = new DenyListRefresh(stored, copy, () -> nanos);

    @Test
    void onceAMinuteEverythingIsRead() {
        refresh.refresh();
        refresh.refresh();
        pass(Duration.ofSeconds(61));
        refresh.refresh();
        refresh.refresh();
        assertThat(stored.horizons).containsExactly("0", "7", "0", "7");
    }

    @Test
    void everythingIsReadAgainWhenThatFailed() {
        refresh.refresh();
        pass(Duration.ofSeconds(61));
        stored.away = true;
        assertThatThrownBy(refresh::refresh).hasMessage("away");
        stored.away = false;
        refresh.refresh();
        assertThat(stored.horizons).containsExactly("0", "0");
    }

    @Test
    void databaseThatCannotForgetIsReadAllTheSame() {
        stored.readOnly = true;
        assertThatThrownBy(refresh::refresh).hasMessage("read-only");
        assertThat(copy.known()).isTrue();
        refresh.refresh();
        assertThat(stored.horizons).containsExactly("0", "7");
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static final class FakeDenyList extends DenyList {
        private final List<String> horizons = new ArrayList<>();
        private boolean away;
        private boolean readOnly;

        @Override
        Changes since(String horizon) {
            if (away) {
                throw new IllegalStateException("away");
            }
            horizons.add(horizon);
            return new Changes(List.of(), "7");
        }

        @Override
        public void forgetExpired() {
            if (readOnly) {
                throw new IllegalStateException("read-only");
            }
        }
    }
}
