package io.precinct99.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One replacement of the generation, from its log-in until the replaced lease is revoked. Immutable.
 *
 * @param number of the generation that it made or tried to make
 * @param drained how long the replaced generation took to hand in its connections
 * @param error why it failed; fit for operators, holds no secret
 */
public record Rotation(
        long number,
        Cause cause,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Duration> drained,
        Outcome outcome,
        Optional<String> error) {

    public enum Cause {
        START,
        SCHEDULED,
        MANUAL,
        REVOKED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** Succeeded, but connections of the replaced generation had to be aborted at the drain deadline. */
        ABORTED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Rotation started(long number, Cause cause) {
        return new Rotation(
                number, cause, Instant.now(), Optional.empty(), Optional.empty(), Outcome.RUNNING, Optional.empty());
    }

    Rotation finished(Outcome end, Optional<Duration> drainTime, Optional<String> reason) {
        return new Rotation(number, cause, startedAt, Optional.of(Instant.now()), drainTime, end, reason);
    }
}
