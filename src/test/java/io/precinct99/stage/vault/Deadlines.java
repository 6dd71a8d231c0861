package io.precinct99.stage.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what falls due, one task at a time.
 *
 * <p>A vault that is sealed or stopped ends nothing. While held, tasks that fall due wait and run at release; a task
 * must check by itself that it is still wanted.
 */
final class Deadlines implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Deadlines.class.getName());

    private final InstantSource clock;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean held;

    Deadlines(InstantSource clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("development-vault-deadlines"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void at(Instant due, Runnable task) {
        if (due.equals(Instant.MAX)) {
            return;
        }
        var millis = Math.max(0, Duration.between(clock.instant(), due).toMillis() + 1);
        timer.schedule(() -> fallDue(task), millis, TimeUnit.MILLISECONDS);
    }

    void soon(Runnable task) {
        timer.execute(() -> fallDue(task));
    }

    void hold() {
        held = true;
    }

    void release() {
        held = false;
        for (var task = waiting.poll(); task != null; task = waiting.poll()) {
            soon(task);
        }
    }

    private void fallDue(Runnable task) {
        if (held) {
            waiting.add(task);
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A task of the development vault failed.", e);
        }
    }

    /** Nothing runs any more; waits a moment for the task that is running. */
    @Override
    public void close() {
        timer.shutdownNow();
        DaemonThreads.await(timer, Duration.ofMillis(300));
    }
}
