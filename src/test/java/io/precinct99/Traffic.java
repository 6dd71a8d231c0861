package io.precinct99;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Steady load on a server: readers fetch their account from its table, writers register people. Every operation is kept with
 * its outcome; {@link TrafficLog} judges them.
 */
public final class Traffic implements AutoCloseable {
    private static final long READ_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long WRITE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Api api;
    private final Queue<Operation> done = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private volatile boolean over;

    /**
     * One request.
     *
     * @param person who was registered by a write
     * @param status 0 when there was no answer
     */
    record Operation(
            boolean isWrite, String person, long began, long ended, int status, boolean retryAfter, String answer) {
        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(ended - began);
        }
    }

    private Traffic(Api api, ExecutorService threads) {
        this.api = api;
        this.threads = threads;
    }

    /** About 40 requests a second for each reader and up to 10 for each writer. */
    public static Traffic on(Api api, String token, int readers, int writers) {
        Traffic traffic = new Traffic(api, Executors.newFixedThreadPool(readers + writers));
        for (int i = 0; i < readers; i++) {
            traffic.threads.execute(() -> traffic.repeat(READ_EVERY_NANOS, () -> traffic.read(token)));
        }
        for (int i = 0; i < writers; i++) {
            traffic.threads.execute(() -> traffic.repeat(WRITE_EVERY_NANOS, traffic::write));
        }
        return traffic;
    }

    /** Goes on for a while. */
    public Traffic forSeconds(double seconds) {
        LockSupport.parkNanos((long) (seconds * 1e9));
        return this;
    }

    /** Waits for the answers that are under way. */
    public TrafficLog stop() {
        close();
        return new TrafficLog(java.util.List.copyOf(done));
    }

    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("requests hang for more than 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(long everyNanos, Runnable operation) {
        while (!over) {
            operation.run();
            LockSupport.parkNanos(everyNanos);
        }
    }

    private void read(String token) {
        keep(false, null, () -> api.get("/api/v1/auth/me", token));
    }

    private void write() {
        String name = Api.freshName();
        keep(true, name, () -> api.tryRegister(name));
    }

    private void keep(boolean isWrite, String person, Request request) {
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = request.send();
            boolean retryAfter = answer.headers().firstValue("Retry-After").isPresent();
            done.add(new Operation(
                    isWrite, person, began, System.nanoTime(), answer.statusCode(), retryAfter, answer.body()));
        } catch (IOException e) {
            done.add(new Operation(isWrite, person, began, System.nanoTime(), 0, false, String.valueOf(e)));
        }
    }

    private interface Request {
        HttpResponse<String> send() throws IOException;
    }
}
