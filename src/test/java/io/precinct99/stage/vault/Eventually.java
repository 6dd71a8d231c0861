package io.precinct99.stage.vault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls for what must become true before a deadline. */
final class Eventually {

    private Eventually() {}

    static void within(Duration deadline, BooleanSupplier condition) {
        var end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not true within " + deadline);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
