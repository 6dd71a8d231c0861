package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Eventually;
import io.precinct99.stage.vault.Fault;
import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Expiry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 7: what is taken away behind our back is noticed from its SQLSTATE and replaced, once. */
@Tag("embedded") // needs lives and faults of its own vault
class RevokedLoginIT {
    private DatabaseFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
    }

    @AfterEach
    void stop() {
        fixture.stage.vault().heal();
        fixture.close();
    }

    @Test
    void droppedRoleIsReplacedByOneForcedRotation() throws Exception {
        String old = fixture.read();
        long generation = fixture.database.generation();
        fixture.asSuperuser("DROP ROLE \"" + old + "\"");
        try {
            assertThat(fixture.read()).as("the pool noticed first").isNotEqualTo(old);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isIn("42501", "42704", "42P01");
        }
        assertThat(fixture.read()).isNotEqualTo(old); // waits for the new one, fails nobody
        assertThat(fixture.database.generation()).isEqualTo(generation + 1);
        assertThat(fixture.database.rotation(generation + 1).orElseThrow().cause())
                .isEqualTo(Rotation.Cause.REVOKED);
    }

    @Test
    void terminatedSessionsAreReplacedWithoutANewLogin() throws Exception {
        String login = fixture.read();
        long generation = fixture.database.generation();
        fixture.asSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + login + "'");
        Eventually.holds("reads work again", Duration.ofSeconds(2), this::reads);
        assertThat(fixture.read()).isEqualTo(login);
        assertThat(fixture.database.generation()).isEqualTo(generation);
    }

    /** The monotonic clock stood still meanwhile. */
    @Test
    void loginIsProvedOnceWhenTheMachineSleptThroughItsEnd() throws Exception {
        String login = fixture.read();
        leaseEndedByTheWallClock();
        Eventually.holds("it was proved", Duration.ofSeconds(5), () -> proofs("alive") > 0);
        fixture.asSuperuser("SELECT pg_sleep(0.5)"); // several ticks
        assertThat(proofs("alive")).isOne();
        assertThat(fixture.read()).isEqualTo(login);
    }

    @Test
    void loginThatEndedWhileTheMachineSleptIsReplacedBeforeAnybodyAsks() throws Exception {
        String login = fixture.read();
        long generation = fixture.database.generation();
        fixture.asSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + login + "'");
        fixture.asSuperuser("DROP ROLE \"" + login + "\"");
        leaseEndedByTheWallClock();
        Eventually.holds("a new login", Duration.ofSeconds(8), () -> fixture.database.generation() > generation);
        assertThat(proofs("revoked")).isOne();
        assertThat(fixture.read()).isNotEqualTo(login);
    }

    private void leaseEndedByTheWallClock() {
        Generations generations = (Generations) fixture.database.lending();
        Generation active = generations.active();
        DatabaseLease lease = active.lease();
        Expiry slept = new Expiry(Instant.now().minusSeconds(1), lease.expiry().nanoTime());
        generations.swap(new Generation(
                active.number(),
                active.session(),
                new DatabaseLease(lease.id(), lease.username(), lease.password(), slept),
                active.pool(),
                active.issuedAt()));
    }

    private double proofs(String verdict) throws IOException {
        return fixture.counted("precinct99_login_suspicions_total{verdict=\"" + verdict + "\"}");
    }

    @Test
    void missingRightOnOneTableIsNoReasonForANewLogin() throws Exception {
        String login = fixture.read();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> {
                        try (Connection connection = fixture.borrow()) {
                            connection.createStatement().execute("SELECT * FROM pg_authid");
                        }
                    })
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        assertThat(fixture.read()).isEqualTo(login);
    }

    @Test
    void borrowersAreRefusedInTimeWhenTheVaultIsAwayToo() throws Exception {
        String old = fixture.read();
        fixture.stage.vault().inject(Fault.SEALED);
        fixture.asSuperuser("DROP ROLE \"" + old + "\"");
        assertThatThrownBy(fixture::read).isInstanceOf(SQLException.class);
        long start = System.nanoTime();
        assertThatThrownBy(fixture::read).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        fixture.stage.vault().heal();
        Eventually.holds("a new login", Duration.ofSeconds(5), this::reads);
    }

    /** Fault 16: the old primary after a failover. */
    @Test
    void serverThatTakesNoWritesIsNotTrusted() throws Exception {
        assertThat(fixture.read()).isNotNull();
        fixture.asSuperuser("ALTER SYSTEM SET default_transaction_read_only = on");
        try {
            fixture.asSuperuser("SELECT pg_reload_conf()");
            Eventually.holds("writes are refused", Duration.ofSeconds(2), () -> "25006".equals(stateOfAWrite()));
            assertThatThrownBy(fixture::read).isInstanceOf(SQLTransientConnectionException.class);
        } finally {
            fixture.asSuperuser("ALTER SYSTEM RESET default_transaction_read_only");
            fixture.asSuperuser("SELECT pg_reload_conf()");
        }
        Eventually.holds("writes work again", Duration.ofSeconds(5), () -> "none".equals(stateOfAWrite()));
    }

    private String stateOfAWrite() {
        try (Connection connection = fixture.borrow()) {
            connection.createStatement().execute("DELETE FROM ended_tokens WHERE false");
            return "none";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private boolean reads() {
        try {
            return fixture.read() != null;
        } catch (SQLException e) {
            return false;
        }
    }
}
