package io.precinct99.vault;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of something on loan. Counted on the monotonic clock, so that a step of the wall clock neither ends nor prolongs
 * it; {@link #at()} is for people.
 */
public record Expiry(Instant at, long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(3652);

    /**
     * The end of what was lent, by its {@code lease_duration} in seconds. More than ten years count as ten.
     *
     * @throws VaultException when that is no whole number above zero, or is over already
     */
    static Expiry ofLoan(JsonObject loan, long askedAtNanos) {
        if (!(loan.get("lease_duration") instanceof JsonNumber seconds)
                || seconds.bigDecimalValue().signum() <= 0
                || seconds.bigDecimalValue().stripTrailingZeros().scale() > 0) {
            throw VaultException.unavailable(
                    "the vault's lease_duration is not a life in seconds; check the TTLs of our role", null);
        }
        BigDecimal life = seconds.bigDecimalValue().min(BigDecimal.valueOf(LONGEST.toSeconds()));
        Expiry expiry = of(Duration.ofSeconds(life.longValueExact()), askedAtNanos);
        if (expiry.isOver()) {
            throw VaultException.unavailable("what the vault lent was over when its answer came", null);
        }
        return expiry;
    }

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
