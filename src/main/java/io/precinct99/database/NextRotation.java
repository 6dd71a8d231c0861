package io.precinct99.database;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** When the next rotation is due, and why. Thread-safe; successes and failures are told by one thread at a time. */
final class NextRotation {
    /** Share of a lease's life, at its end, in which nothing may keep it from being replaced. */
    private static final int LAST_FIFTH = 5;

    private final Generations generations;
    private final RotationSchedule schedule;
    private final LongSupplier nanoTime;
    private volatile long dueAtNanos;
    /** For a revoked generation; of its own, because a rotation that ends meanwhile sets the other. */
    private volatile long replaceAtNanos;

    private volatile int failures;

    NextRotation(Generations generations, RotationSchedule schedule) {
        this(generations, schedule, System::nanoTime);
    }

    NextRotation(Generations generations, RotationSchedule schedule, LongSupplier nanoTime) {
        this.generations = generations;
        this.schedule = schedule;
        this.nanoTime = nanoTime;
        this.dueAtNanos = nanoTime.getAsLong();
        this.replaceAtNanos = dueAtNanos;
    }

    /** Time until the next scheduled one. */
    Duration until() {
        return Duration.ofNanos(dueAtNanos - nanoTime.getAsLong());
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
        replaceAtNanos = latest(nanoTime.getAsLong(), replaceAtNanos);
    }

    void succeeded(Rotation.Cause cause, Duration life) {
        failures = 0;
        dueAtNanos = nanoTime.getAsLong() + schedule.next(life).toNanos();
        if (cause == Rotation.Cause.REVOKED) {
            replaceAtNanos = nanoTime.getAsLong() + RotationRequest.WINDOW.toNanos();
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
        long next = nanoTime.getAsLong() + pause.toNanos();
        switch (cause) {
            case REVOKED -> replaceAtNanos = next;
            case MANUAL -> {} // whoever asked for it may ask again
            default -> dueAtNanos = next;
        }
        return pause;
    }

    private boolean isOver(long nanos) {
        return nanos - nanoTime.getAsLong() <= 0;
    }

    private static long latest(long a, long b) {
        return a - b >= 0 ? a : b;
    }
}
