package io.precinct99.problem;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Work that is done again and again. Each process has a pause of its own, within a fifth of the usual one, so that replicas do
 * not keep step. Failures never end it; lasting ones are logged once, and once when they are over. Done by one thread at a time.
 */
public final class Recurring {
    private static final Logger LOG = System.getLogger(Recurring.class.getName());
    /** A database login that is being replaced fails a try or two. */
    private static final int PATIENCE = 4;

    private final String what;
    private final long pauseMillis;
    private final Work work;
    private Future<?> schedule;
    private volatile boolean stopped;
    private int failures;

    /** @param what names the work in the log, as in "… is not possible" */
    public Recurring(String what, long pauseMillis, Work work) {
        this.what = what;
        this.pauseMillis = pauseMillis * ThreadLocalRandom.current().nextLong(80, 121) / 100;
        this.work = work;
    }

    /** May fail in any way. */
    public interface Work {
        void run() throws Exception;
    }

    /** Once; what is started already goes on. */
    public synchronized void start(ScheduledExecutorService executor) {
        if (schedule != null) {
            return;
        }
        schedule = executor.scheduleWithFixedDelay(
                this::run, ThreadLocalRandom.current().nextLong(pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
    }

    public synchronized void stop() {
        stopped = true;
        if (schedule != null) {
            schedule.cancel(false);
        }
    }

    /** Does it now, as the schedule would. Never throws. */
    public void run() {
        if (stopped) {
            return;
        }
        synchronized (work) { // the schedule and a caller may come at once
            attempt();
        }
    }

    private void attempt() {
        try {
            work.run();
            if (failures >= PATIENCE) {
                LOG.log(Level.INFO, what + " is possible again.");
            }
            failures = 0;
        } catch (Throwable failure) { // anything thrown would end the schedule for good
            if (++failures == PATIENCE && !stopped) {
                LOG.log(Level.WARNING, what + " is not possible; trying on. reason=\"" + reason(failure) + "\"");
            }
        }
    }

    private static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("unknown");
    }
}
