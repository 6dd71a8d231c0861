package io.precinct99.stage;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens on other threads, without guessing how long it takes. */
public final class Eventually {
    private Eventually() {}

    /** Polls until the condition holds. @throws AssertionError when it does not in time */
    public static void within(Duration limit, Callable<Boolean> condition) throws Exception {
        holds("what the test waits for", limit, condition);
    }

    /** Polls until the condition holds. @throws AssertionError naming what was waited for when it does not in time */
    public static void holds(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0 && !condition.call()) { // a last look, if the machine stood still
                throw new AssertionError("not within " + limit + ": " + what);
            }
            Thread.sleep(10);
        }
    }
}
