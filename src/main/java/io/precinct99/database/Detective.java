package io.precinct99.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Logger;

/**
 * Finds out whether a login was revoked behind our back. Failures only raise suspicion (a terminated session has the same
 * SQLSTATE as a dropped role): lending pauses, idle connections are closed, and a log-in of its own that reads a table
 * decides. One question at a time for a generation.
 */
final class Detective implements Generations.Suspicion {
    private static final Logger LOG = Logger.getLogger(Detective.class.getName());
    /** After an acquittal, refusals on a healthy connection are believed to be what they say for this long. */
    private static final Duration TRUST = Duration.ofMillis(500);

    private final Executor executor;
    private Generations generations;
    private Runnable onRevoked;
    private DatabaseMetrics metrics;
    private volatile long acquittedNanos = System.nanoTime() - TRUST.toNanos();

    Detective(Executor executor) {
        this.executor = executor;
    }

    /** Completes the circle: generations raise suspicions, convictions lead to a rotation. */
    void report(Generations to, DatabaseMetrics counters, Runnable revoked) {
        generations = to;
        metrics = counters;
        onRevoked = revoked;
    }

    @Override
    public void of(Generation generation, SQLException failure) {
        boolean refusal = failure.getSQLState() != null && failure.getSQLState().startsWith("42");
        if (refusal && System.nanoTime() - acquittedNanos < TRUST.toNanos()) {
            return;
        }
        if (generation != null && generation.suspect()) {
            try {
                executor.execute(() -> investigate(generation, failure));
            } catch (RejectedExecutionException stopping) {
                generation.acquit();
            }
        }
    }

    private void investigate(Generation generation, SQLException failure) {
        try {
            generation.evictIdle();
            generations.prove(generation);
            acquit(generation, "alive");
        } catch (SQLException e) {
            // Not refused: PostgreSQL is away, or ended this session too. Not convicted: replaced meanwhile, and we
            // ended it.
            if (!SqlStates.refusesLogin(e) || !generation.convict()) {
                acquit(generation, "unknown");
                return;
            }
            generation.lastError("revoked behind our back, SQLSTATE " + failure.getSQLState());
            metrics.suspicion("revoked");
            LOG.warning("The database login was revoked behind our back; getting a new one. generation="
                    + generation.number() + " sqlstate=" + failure.getSQLState());
            onRevoked.run();
        } catch (Throwable e) {
            acquit(generation, "unknown");
            throw e;
        }
    }

    private void acquit(Generation generation, String verdict) {
        acquittedNanos = System.nanoTime();
        generation.acquit();
        generations.announce();
        metrics.suspicion(verdict);
    }
}
