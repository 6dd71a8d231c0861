package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.HeardLogs;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.Stage;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The invariants of a generation (numbers as in the design), on a real PostgreSQL and the development vault. */
@Tag("embedded") // needs lives and faults of its own vault
class GenerationsIT {
    private final HeardLogs heard = new HeardLogs(Revocation.class);
    private DatabaseFixture fixture;

    @AfterEach
    void nothingIsLeftBehind() throws Exception { // invariant 6
        heard.close();
        fixture.endOnAHealthyVault();
    }

    @Test
    void invariant1_connectionsComeOnlyFromTheActiveGeneration() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> readers = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> readUntil(stop, failures)))
                .toList();
        readers.forEach(Thread::start);
        String before = fixture.read();
        Rotation rotation = fixture.rotate();
        String after = fixture.read();
        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
        assertThat(after).isNotEqualTo(before);
        assertThat(rotation.outcome()).isEqualTo(Rotation.Outcome.SUCCEEDED);
        assertThat(fixture.roles()).containsExactly(after);
    }

    @Test
    void replacementTakesOverWithAsManyConnections() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        int open = 0;
        for (int i = 0; i < 3 && open < 7; i++) { // as far as they can be opened within a second
            openSevenConnections();
            fixture.rotate();
            LeaseStatus active = fixture.database.leases().get(0);
            assertThat(active.state()).isEqualTo("active");
            open = active.openConnections();
        }
        assertThat(open).isGreaterThanOrEqualTo(7);
    }

    private void openSevenConnections() throws SQLException {
        List<Connection> busy = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            busy.add(fixture.borrow());
        }
        for (Connection connection : busy) {
            connection.close();
        }
    }

    @Test
    void invariant1_loginWithoutTableRightsNeverBecomesActive() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        String before = fixture.read();
        fixture.asSuperuser("REVOKE SELECT ON precinct99.flyway_schema_history FROM precinct99_app");
        try {
            Rotation rotation = fixture.rotate();
            assertThat(rotation.outcome()).isEqualTo(Rotation.Outcome.FAILED);
            assertThat(rotation.error()).isPresent();
        } finally {
            fixture.asSuperuser("GRANT SELECT ON precinct99.flyway_schema_history TO precinct99_app");
        }
        assertThat(fixture.read()).isEqualTo(before);
        assertThat(fixture.stage.vault().liveLeases()).isOne();
    }

    @Test
    void invariant4_leaseIsRevokedOnlyAfterItsLastConnectionCameHome() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        Rotation rotation;
        String old;
        try (Connection held = fixture.borrow()) {
            old = DatabaseFixture.user(held);
            rotation = fixture.startRotation();
            Eventually.holds(
                    "swapped", Duration.ofSeconds(5), () -> !fixture.read().equals(old));
            assertThat(DatabaseFixture.user(held)).isEqualTo(old);
            assertThat(fixture.roles()).contains(old);
            assertThat(fixture.database.rotate(taken -> {})).isInstanceOf(RotationRequest.AlreadyRunning.class);
            assertThat(fixture.stage.vault().liveLeases()).isEqualTo(2); // invariant 6
        }
        Rotation ended = fixture.finished(rotation.number());
        assertThat(ended.outcome()).isEqualTo(Rotation.Outcome.SUCCEEDED);
        assertThat(fixture.roles()).doesNotContain(old);
    }

    @Test
    void invariant4_connectionsAreAbortedAtTheDrainDeadline() throws Exception {
        fixture = DatabaseFixture.ready(Map.of("precinct99.database.drain-deadline", "PT0.5S"));
        try (HeardLogs drain = new HeardLogs(Drain.class);
                Connection held = fixture.borrow()) {
            DatabaseFixture.user(held);
            Rotation rotation = fixture.rotate();
            assertThat(rotation.outcome()).isEqualTo(Rotation.Outcome.ABORTED);
            assertThat(drain.warnings)
                    .singleElement()
                    .asString()
                    .contains("the drain deadline")
                    .contains("connections=1");
            assertThat(fixture.counted("precinct99_forced_aborts_total")).isOne();
            assertThat(rotation.drained()).hasValueSatisfying(d -> assertThat(d).isGreaterThan(Duration.ofMillis(400)));
        }
        assertThat(fixture.roles()).hasSize(1);
    }

    /** As by a container that takes back its executor: what the process holds is given back nevertheless. */
    @Test
    void invariant4_drainThatIsInterruptedGoesOnToItsEnd() throws Exception {
        fixture = DatabaseFixture.ready(Map.of("precinct99.database.drain-deadline", "PT1S"));
        try (Connection held = fixture.borrow()) {
            String old = DatabaseFixture.user(held);
            Rotation rotation = fixture.startRotation();
            Eventually.holds(
                    "it drains",
                    Duration.ofSeconds(5),
                    () -> DatabaseFixture.threadIn(Drain.class).isPresent());
            Thread drain = DatabaseFixture.threadIn(Drain.class).orElseThrow();
            drain.interrupt();
            long before = cpuNanos(drain);
            Thread.sleep(400);
            assertThat(Duration.ofNanos(cpuNanos(drain) - before)).isLessThan(Duration.ofMillis(80));
            assertThat(fixture.finished(rotation.number()).outcome()).isEqualTo(Rotation.Outcome.ABORTED);
            assertThat(held.isValid(1)).isFalse();
            assertThat(fixture.roles()).doesNotContain(old);
        }
    }

    @Test
    void invariant4_stopWaitsForConnectionsOfADrainingGeneration() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        String old = fixture.read();
        Thread stop = new Thread(() -> fixture.database.close());
        try (Connection held = fixture.borrow()) {
            fixture.startRotation();
            Eventually.holds(
                    "swapped", Duration.ofSeconds(5), () -> !fixture.read().equals(old));
            stop.start();
            stop.join(500);
            assertThat(DatabaseFixture.user(held)).isEqualTo(old);
        }
        stop.join(5_000);
        assertThat(stop.isAlive()).isFalse();
        assertThat(fixture.roles()).isEmpty();
    }

    @Test
    void invariant6_stopInTheMiddleOfAMigrationLeavesNoLogin() throws Exception {
        DatabaseFixture.ready(Map.of()).close();
        try (Connection other = Stage.current().superuser()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE precinct99.flyway_schema_history");
            fixture = DatabaseFixture.starting();
            Eventually.holds("a migration is under way", Duration.ofSeconds(20), fixture::somebodyWaitsForALock);
            String before = error();
            fixture.database.close();
            assertThat(fixture.stage.vault().liveLeases()).isZero();
            Eventually.holds("the migration failed", Duration.ofSeconds(5), () -> !error().equals(before));
            assertThat(heard.warnings).as("given back once").isEmpty();
        }
    }

    @Test
    void invariant5_vaultIsAskedForNoConnection() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        Map<String, Long> before = fixture.stage.vault().calls();
        List<Connection> held = new java.util.ArrayList<>();
        for (int i = 0; i < 15; i++) {
            held.add(fixture.borrow());
        }
        for (Connection connection : held) {
            connection.close();
        }
        assertThat(fixture.stage.vault().calls()).isEqualTo(before);
    }

    private static long cpuNanos(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    private String error() {
        return fixture.database.migrationError().orElseThrow();
    }

    private void readUntil(AtomicBoolean stop, Queue<String> failures) {
        while (!stop.get()) {
            try {
                fixture.read();
            } catch (SQLException e) {
                failures.add(e.getSQLState() + " " + e.getMessage());
            }
        }
    }
}
