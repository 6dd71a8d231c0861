package io.precinct99.vault;

import java.time.Duration;
import java.time.Instant;

/**
 * The end of something on loan. Counted on the monotonic clock, so that a step of the wall clock neither ends nor prolongs
 * it; {@link #at()} is for people.
 */
public record Expiry(Instant at, long nanoTime) {

    /** Ends {@code life} after the moment {@code askedAtNanos} ({@link System#nanoTime()}, taken before the request left). */
    public static Expiry of(Duration life, long askedAtNanos) {
        long remaining = askedAtNanos + life.toNanos() - System.nanoTime();
        return new Expiry(Instant.now().plusNanos(remaining), askedAtNanos + life.toNanos());
    }

    /** Life that is left; negative when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    public boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** The wall clock says that this is over: true after a suspend of the machine, which the monotonic clock did not see. */
    public boolean isOverByWallClock() {
        return !Instant.now().isBefore(at);
    }

    public static Expiry earliest(Expiry a, Expiry b) {
        return a.nanoTime - b.nanoTime <= 0 ? a : b;
    }
}
