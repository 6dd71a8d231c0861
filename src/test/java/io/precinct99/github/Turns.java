package io.precinct99.github;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes two threads take their steps in a given order: the bits of a number, the lowest first. */
final class Turns {
    private final ThreadLocal<Integer> who = new ThreadLocal<>();
    private final int order;
    private final boolean[] ended = new boolean[2];
    private int turn;

    Turns(int order) {
        this.order = order;
    }

    /** Nobody waits for one who has ended. */
    void play(Executor threads, Runnable zero, Runnable one) throws Exception {
        CompletableFuture.allOf(start(threads, 0, zero), start(threads, 1, one)).get(30, TimeUnit.SECONDS);
    }

    /** A step, taken when it is this thread's turn; at once outside of {@link #play}. */
    synchronized <T> T take(Supplier<T> step) {
        Integer self = who.get();
        if (self != null) {
            while (!ended[1 - self] && (order >> turn & 1) != self) {
                await();
            }
            turn++;
        }
        notifyAll();
        return step.get(); // nobody else gets in before it is done
    }

    private CompletableFuture<Void> start(Executor threads, int self, Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    who.set(self);
                    try {
                        work.run();
                    } finally {
                        who.remove();
                        end(self);
                    }
                },
                threads);
    }

    private synchronized void end(int self) {
        ended[self] = true;
        notifyAll();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
