package io.precinct99.problem;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pause before the next try: it doubles from failure to failure up to a ceiling, and half of it is random (equal jitter),
 * so that those who failed together do not come back together.
 *
 * @param first ceiling of the pause after the first failure
 * @param longest ceiling of every pause
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 16;

    /** @param failures so far, from 1 */
    public Duration after(int failures) {
        long doubled = first.toNanos() << Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        long ceiling = Math.min(longest.toNanos(), doubled);
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
    }
}
