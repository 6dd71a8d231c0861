package io.precinct99.token;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Keeps the signing keys fresh: every minute, and every quarter of a second until the vault gave the first copy. */
@ApplicationScoped
public class KeyRefresh {
    private static final Logger LOG = System.getLogger(KeyRefresh.class.getName());
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(60);
    /** Tries that fail in silence while the vault is not logged in to yet: five seconds. */
    private static final int TRIES_AT_START = 20;

    private final SigningKeys keys;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private Future<?> schedule;
    private long lastTry;
    private int failures;

    protected KeyRefresh() {
        this(null);
    }

    @Inject
    public KeyRefresh(SigningKeys keys) {
        this.keys = keys;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object applicationStarted) {
        schedule = scheduler.scheduleWithFixedDelay(this::refreshWhenDue, 250, 250, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (schedule != null) {
            schedule.cancel(true);
        }
    }

    private void refreshWhenDue() {
        if (keys.known() && System.nanoTime() - lastTry < INTERVAL) {
            return;
        }
        lastTry = System.nanoTime();
        int patience = keys.known() ? 1 : TRIES_AT_START;
        try {
            keys.refresh();
            if (failures >= patience) {
                LOG.log(Level.INFO, "The signing keys are fresh again.");
            }
            failures = 0;
        } catch (Throwable failure) { // anything thrown would end the schedule for good
            if (++failures == patience) {
                LOG.log(Level.WARNING, "The signing keys could not be refreshed. reason=" + failure.getMessage());
            }
        }
    }
}
