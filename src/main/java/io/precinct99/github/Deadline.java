package io.precinct99.github;

import java.time.Duration;

/** The end of a call as a whole, on the monotonic clock. */
record Deadline(long nanoTime) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, at least a millisecond: time-outs of 0 mean none. */
    long millis() {
        return Math.max(1, (nanoTime - System.nanoTime()) / 1_000_000);
    }

    boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** @throws GithubAway.Late when it is over */
    void check() {
        if (isOver()) {
            throw new GithubAway.Late();
        }
    }
}
