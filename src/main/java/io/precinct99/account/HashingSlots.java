package io.precinct99.account;

import io.precinct99.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How many passwords are hashed at once, first come first served, and how many may wait for that. Thread-safe. */
final class HashingSlots {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Semaphore free;
    private final int maxWaiting;

    HashingSlots(int slots, int maxWaiting) {
        this.free = new Semaphore(slots, true);
        this.maxWaiting = maxWaiting;
    }

    /** @throws Problem 429 when too many are waiting, or this caller waited too long */
    <T> T run(Supplier<T> work) {
        if (!acquired()) {
            throw Problem.busy("Too many passwords are being checked at the moment.", 2);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean acquired() {
        try {
            long patience = waiting() < maxWaiting ? MAX_WAIT.toMillis() : 0;
            return free.tryAcquire(patience, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int waiting() {
        return free.getQueueLength();
    }
}
