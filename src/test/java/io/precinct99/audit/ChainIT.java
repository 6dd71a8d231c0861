package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain on a real PostgreSQL: many writers, several linkers, sudden ends. */
class ChainIT {
    private static final int WRITERS = 32;
    private static final int ROWS_EACH = 50;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ChainFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new ChainFixture();
    }

    @AfterEach
    void end() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        fixture.close();
    }

    @Test
    void parallelWritersAndTwoReplicasMakeOneGaplessChain() throws Exception {
        AtomicBoolean written = new AtomicBoolean();
        List<Future<?>> linkers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Chain replica = new Chain(fixture.database());
            linkers.add(run(() -> {
                while (!written.get() || replica.waiting() > 0) {
                    replica.linkBatch();
                }
            }));
        }
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(run(() -> {
                try (Connection connection = fixture.connect()) {
                    for (int row = 0; row < ROWS_EACH; row++) {
                        fixture.write(connection, 1);
                    }
                }
            }));
        }
        await(writers);
        written.set(true);
        await(linkers);
        assertWhole(WRITERS * ROWS_EACH);
    }

    @Test
    void linkersThatIgnoreTheLockCannotFork() throws Exception {
        fixture.writeLinked(3);
        assertThatThrownBy(() -> fixture.sql(
                        "INSERT INTO audit_links SELECT seq, audit_id + 100, hash FROM audit_links WHERE seq = 3"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("23505"));
    }

    @Test
    void linkerThatDiesHalfWayLosesNothing() throws Exception {
        fixture.write(100);
        try (Connection half = fixture.connect();
                var sql = half.createStatement()) {
            half.setAutoCommit(false);
            sql.execute("SELECT pg_try_advisory_xact_lock(990001)");
            sql.execute("DELETE FROM audit_pending");
            assertThat(fixture.chain.linkBatch()).as("somebody else is at it").isEmpty();
            int pid = half.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            fixture.sql("SELECT pg_terminate_backend(" + pid + ")");
        } catch (SQLException ended) {
            // closing a session that was terminated may say so
        }
        Eventually.within(
                Duration.ofSeconds(10), () -> fixture.chain.linkBatch().isPresent());
        assertWhole(100);
    }

    /** The real linker, held up by a lock on the table of the links, and terminated there. */
    @Test
    void terminatedLinkerLeavesTheQueueAsItWas() throws Exception {
        fixture.write(100);
        try (Connection blocker = fixture.connect();
                var sql = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            sql.execute("LOCK TABLE audit_links IN SHARE MODE");
            Future<?> linking = run(() -> new Chain(fixture.database()).linkBatch());
            String waiting = "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query LIKE 'INSERT INTO audit_links%'";
            Eventually.within(Duration.ofSeconds(10), () -> fixture.number(waiting) > 0);
            fixture.sql("SELECT pg_terminate_backend((" + waiting + ")::int)");
            assertThatThrownBy(() -> linking.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SQLException.class);
            blocker.rollback();
        }
        assertThat(fixture.chain.waiting()).isEqualTo(100);
        fixture.chain.linkPending(
                Duration.ofSeconds(10)); // the session says that it ends before it lets go of the lock
        assertWhole(100);
    }

    @Test
    void openWriterKeepsNobodyWaitingAndIsLinkedLater() throws Exception {
        try (Connection slow = fixture.connect()) {
            slow.setAutoCommit(false);
            fixture.write(slow, 1);
            fixture.writeLinked(5);
            assertThat(fixture.number("SELECT count(*) FROM audit_links")).isEqualTo(5);
            slow.commit();
        }
        fixture.chain.linkPending(Duration.ofSeconds(5));
        assertWhole(6);
    }

    @Test
    void moreThanABatchIsLinkedAtOnce() throws Exception {
        fixture.writeLinked(2 * Chain.BATCH + 7);
        assertWhole(2 * Chain.BATCH + 7);
    }

    @Test
    void idThatWasQueuedTwiceIsLinkedOnce() throws Exception {
        fixture.writeLinked(5);
        fixture.sql("INSERT INTO audit_pending VALUES (3)");
        fixture.writeLinked(2);
        assertWhole(7);
    }

    @Test
    void rowThatVanishedBeforeItsLinkIsMissed() throws Exception {
        fixture.write(5);
        fixture.sql("DELETE FROM audit_log WHERE id = 3");
        fixture.chain.linkBacklog();
        fixture.writeLinked(2);
        assertThat(fixture.verify().firstBroken()).contains(3L);
    }

    @Test
    void waitingRowsAreCounted() throws Exception {
        assertThat(fixture.chain.waiting()).isZero();
        fixture.write(Chain.MOST_COUNTED + 5);
        assertThat(fixture.chain.waiting()).isEqualTo(Chain.MOST_COUNTED);
    }

    private void assertWhole(int rows) throws SQLException {
        VerificationResult result = fixture.verify();
        assertThat(result.firstBroken()).isEmpty();
        assertThat(result.entries()).isEqualTo(rows);
        assertThat(fixture.number("SELECT count(*) FROM audit_pending")).isZero();
        assertThat(fixture.number("SELECT count(*) FROM audit_log")).isEqualTo(rows);
        assertThat(fixture.number("SELECT max(seq) FROM audit_links")).isEqualTo(rows);
    }

    private interface Step {
        void run() throws Exception;
    }

    private Future<?> run(Step step) {
        Callable<Void> task = () -> {
            step.run();
            return null;
        };
        return threads.submit(task);
    }

    private static void await(List<Future<?>> futures) throws Exception {
        for (Future<?> future : futures) {
            future.get(60, TimeUnit.SECONDS);
        }
    }
}
