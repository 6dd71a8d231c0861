package io.precinct99.stage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Work that may block, each on a daemon thread of its own. Without an executor {@link CompletableFuture} uses the common pool,
 * which from JDK 25 on has a single thread on a machine with two cores: two that wait for each other would never end.
 */
public final class Background {
    private static final Executor OWN_THREAD = work -> {
        Thread thread = new Thread(work, "background");
        thread.setDaemon(true);
        thread.start();
    };

    private Background() {}

    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, OWN_THREAD);
    }

    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, OWN_THREAD);
    }
}
