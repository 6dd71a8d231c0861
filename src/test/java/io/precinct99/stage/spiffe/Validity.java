package io.precinct99.stage.spiffe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A certificate's validity in whole seconds, which is all that RFC 5280 can say; the end is rounded up. */
record Validity(Instant notBefore, Instant notAfter) {

    /** Clocks of other machines may be behind: SPIRE back-dates by the same 10 s. */
    private static final Duration BACK_DATED = Duration.ofSeconds(10);

    static Validity from(Instant now, Duration life) {
        Instant end = now.plus(life);
        Instant whole = end.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(
                now.minus(BACK_DATED).truncatedTo(ChronoUnit.SECONDS), whole.equals(end) ? end : whole.plusSeconds(1));
    }

    /** What remains inside an issuer's own life: a leaf never outlives its authority. */
    Validity within(Instant end) {
        return notAfter.isAfter(end) ? new Validity(notBefore, end) : this;
    }
}
