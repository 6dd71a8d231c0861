package io.precinct99.database;

import java.time.Duration;
import java.util.Optional;

/** When the next rotation is due, and why. Thread-safe; successes and failures are told by one thread at a time. */
final class NextRotation {
    /** Share of a lease's life, at its end, in which nothing may keep it from being replaced. */
    private static final int LAST_FIFTH = 5;

    private final Generations generations;
    private final RotationSchedule schedule;
    private volatile long dueAtNanos = System.nanoTime();
    /** For a revoked generation; of its own, because a rotation that ends meanwhile sets the other. */
    private volatile long replaceAtNanos = dueAtNanos;

    private volatile int failures;

    NextRotation(Generations generations, RotationSchedule schedule) {
        this.generations = generations;
        this.schedule = schedule;
    }

    /** Time until the next scheduled one. */
    Duration until() {
        return Duration.ofNanos(dueAtNanos - System.nanoTime());
    }

    /** The cause of the rotation that is due; empty while none is. @param draining whether a replaced generation still is */
    Optional<Rotation.Cause> due(boolean draining) {
        Generation active = generations.active();
        if (active == null) {
            return isOver(dueAtNanos) ? Optional.of(Rotation.Cause.START) : Optional.empty();
        }
        if (active.isRevoked()) {
            return isOver(replaceAtNanos) && generations.liveLeases() < 2
                    ? Optional.of(Rotation.Cause.REVOKED)
                    : Optional.empty();
        }
        return isOver(dueAtNanos) && (!draining || isNearItsEnd(active))
                ? Optional.of(Rotation.Cause.SCHEDULED)
                : Optional.empty();
    }

    /** A lease that the vault cannot revoke must not keep the one that works from being replaced in time. */
    private static boolean isNearItsEnd(Generation active) {
        Duration life = Duration.between(active.issuedAt(), active.expiry().at());
        return active.expiry().remaining().compareTo(life.dividedBy(LAST_FIFTH)) < 0;
    }

    /** The active generation is known to be revoked. Replaced at once, but at most every five seconds. */
    void replaceNow() {
        failures = 0;
        replaceAtNanos = latest(System.nanoTime(), replaceAtNanos);
    }

    void succeeded(Rotation.Cause cause, Duration life) {
        failures = 0;
        dueAtNanos = System.nanoTime() + schedule.next(life).toNanos();
        if (cause == Rotation.Cause.REVOKED) {
            replaceAtNanos = System.nanoTime() + RotationRequest.WINDOW.toNanos();
        }
    }

    /**
     * @param life of the generation that still works; zero or less when there is none
     * @param asked how long the vault wants to be left alone: as long as there is life for
     * @return time until the next try
     */
    Duration failed(Rotation.Cause cause, Duration life, Duration asked) {
        failures = failures + 1;
        Duration pause = schedule.retry(failures, life).plus(schedule.patience(asked, life));
        long next = System.nanoTime() + pause.toNanos();
        switch (cause) {
            case REVOKED -> replaceAtNanos = next;
            case MANUAL -> {} // whoever asked for it may ask again
            default -> dueAtNanos = next;
        }
        return pause;
    }

    private static boolean isOver(long nanos) {
        return nanos - System.nanoTime() <= 0;
    }

    private static long latest(long a, long b) {
        return a - b >= 0 ? a : b;
    }
}
