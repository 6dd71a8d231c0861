package io.precinct99.stage.spiffe;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Calls for a renewal once, after the delay that was asked for last. Thread-safe. */
final class RenewalTimer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RenewalTimer.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "trust-domain-renewal");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Runnable renewal;
    private Future<?> next;

    RenewalTimer(Runnable renewal) {
        this.renewal = renewal;
        thread.setRemoveOnCancelPolicy(true);
    }

    synchronized void schedule(Duration delay) {
        if (thread.isShutdown()) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        long millis = Math.max(SHORTEST.toMillis(), delay.toMillis());
        next = thread.schedule(this::renew, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        thread.shutdownNow();
    }

    private void renew() {
        try {
            renewal.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "renewal failed, retried in " + RETRY.toSeconds() + " s", e);
            schedule(RETRY);
        }
    }
}
