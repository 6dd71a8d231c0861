package io.precinct99.database;

import io.precinct99.problem.Backoff;
import io.precinct99.vault.VaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/**
 * The end of a replaced generation: its connections finish their transactions and come home, then the pool is closed, then
 * lease and token are revoked. A connection that is not home at the deadline is aborted, which is logged and counted.
 */
final class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class.getName());
    private static final Duration AFTER_REVOCATION = Duration.ofSeconds(1);
    private static final int TRIES_AFTER_REVOCATION = 5;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(5));

    private final Duration deadline;
    private final DatabaseMetrics metrics;
    private final BooleanSupplier stopped;

    Drain(Duration deadline, DatabaseMetrics metrics, BooleanSupplier stopped) {
        this.deadline = deadline;
        this.metrics = metrics;
        this.stopped = stopped;
    }

    /** Ends {@code old}; returns when its lease is given back or has ended. @return the finished rotation */
    Rotation end(Generation old, Rotation rotation) {
        long start = System.nanoTime();
        boolean aborted = !awaitConnections(old, start);
        if (aborted && stopped.getAsBoolean()) { // the stop waits for its connections and gives it back
            return rotation.finished(
                    Rotation.Outcome.SUCCEEDED, Optional.empty(), Optional.of("stopped while it drained"));
        }
        Duration drained = Duration.ofNanos(System.nanoTime() - start);
        metrics.drained(drained);
        if (aborted) {
            int open = old.activeConnections();
            metrics.aborted(open);
            LOG.warning("Aborting connections that were not handed in before the drain deadline. generation="
                    + old.number() + " connections=" + open + " waited_ms=" + drained.toMillis());
        }
        old.closePool();
        Optional<String> error = revoke(old);
        if (error.isEmpty() || !stopped.getAsBoolean()) {
            old.become(Generation.State.RETIRED); // else the stop gives it back
        }
        return rotation.finished(
                aborted ? Rotation.Outcome.ABORTED : Rotation.Outcome.SUCCEEDED, Optional.of(drained), error);
    }

    private boolean awaitConnections(Generation old, long start) {
        Duration life = old.isRevoked() ? AFTER_REVOCATION : old.expiry().remaining();
        long limit = Math.min(deadline.toNanos(), life.toNanos());
        while (!old.isDrained()) {
            if (System.nanoTime() - start >= limit || stopped.getAsBoolean()) {
                return false;
            }
            Uninterrupted.pause(Duration.ofMillis(5));
        }
        return true;
    }

    private Optional<String> revoke(Generation old) {
        for (int failures = 0; !stopped.getAsBoolean(); ) {
            try {
                Revocation.end(old.session(), old.lease());
                return Optional.empty();
            } catch (VaultException e) {
                old.lastError(e.summary());
                if (old.expiry().isOver() || old.isRevoked() && !mayWorkLater(e, failures)) {
                    old.session().endQuietly();
                    return Optional.of("not revoked, ended by itself: " + e.summary());
                }
                if (failures++ == 0) {
                    LOG.warning("A lease was not revoked; trying again until it ends. generation=" + old.number()
                            + " until=" + old.expiry().at() + " reason=\"" + e.getMessage() + "\"");
                }
                Uninterrupted.pause(BACKOFF.after(failures));
            }
        }
        return Optional.of("stopped before the revocation");
    }

    private static boolean mayWorkLater(VaultException failure, int failures) {
        return failure.kind() == VaultException.Kind.UNAVAILABLE && failures < TRIES_AFTER_REVOCATION;
    }
}
