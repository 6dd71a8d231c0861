package io.precinct99.account;

import io.precinct99.problem.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How many passwords are hashed at once, first come first served, and how many may wait for that. Thread-safe. */
final class HashingSlots implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Semaphore free;
    private final int maxWaiting;
    private final ExecutorService threads;

    HashingSlots(int slots, int maxWaiting) {
        this.free = new Semaphore(slots, true);
        this.maxWaiting = maxWaiting;
        this.threads = Executors.newFixedThreadPool(slots, HashingSlots::behindOthers);
    }

    /**
     * With {@code -XX:ThreadPriorityPolicy=1} (jvm.options) Linux gives such a thread less of a core that a request wants too
     * (src/bench/run logins). Not the request's own thread: on Linux only root may raise again what was lowered.
     */
    private static Thread behindOthers(Runnable work) {
        Thread thread = new Thread(work, "password-hashing");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
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

    /** Keeps a core busy, but behind those who answer requests; for work that {@link #run} lets in. */
    <T> T compute(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads).join();
    }

    @Override
    public void close() {
        threads.shutdown();
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
