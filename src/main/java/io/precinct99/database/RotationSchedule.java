package io.precinct99.database;

import io.precinct99.problem.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to rotate: somewhere in the configured window of the life that remains, ±10 %, so that replicas that started together
 * drift apart; after a failure with capped, jittered back-off inside the life that remains.
 */
final class RotationSchedule {
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);
    private static final Duration LONGEST_RETRY_WITHOUT = Duration.ofSeconds(2);
    private static final double LATEST_SHARE = 0.9;

    private final double from;
    private final double to;
    private final RandomGenerator random;

    RotationSchedule(DatabaseConfig config, RandomGenerator random) {
        this.from = config.windowFrom();
        this.to = config.windowTo();
        this.random = random;
    }

    /** Time until the rotation of a lease with this much life left. */
    Duration next(Duration remainingLife) {
        double share = (from + random.nextDouble() * (to - from)) * (0.9 + random.nextDouble() * 0.2);
        return scale(remainingLife, Math.min(LATEST_SHARE, share));
    }

    /**
     * Time until the next try.
     *
     * @param failures so far, from 1
     * @param remainingLife of the generation that still works; zero or less when there is none
     */
    Duration retry(int failures, Duration remainingLife) {
        Duration cap = remainingLife.isNegative() || remainingLife.isZero()
                ? LONGEST_RETRY_WITHOUT
                : min(LONGEST_RETRY, max(FIRST_RETRY, remainingLife.dividedBy(10)));
        return new Backoff(FIRST_RETRY, cap).after(failures);
    }

    /** How much of a wait that is asked for there is time for: a quarter of the life that remains. */
    Duration patience(Duration asked, Duration remainingLife) {
        return remainingLife.isNegative() || remainingLife.isZero() ? asked : min(asked, remainingLife.dividedBy(4));
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
