package io.precinct99.token;

import io.precinct99.problem.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Keeps this replica's copy of the deny-list less than a second old: it asks for what changed, and once a minute for
 * everything, because a database that was restored counts its transactions from an earlier number.
 */
@ApplicationScoped
public class DenyListRefresh {
    private static final Logger LOG = System.getLogger(DenyListRefresh.class.getName());
    private static final long INTERVAL_MILLIS = 400;
    private static final long WHOLE_EVERY = Duration.ofMinutes(1).toNanos();

    private final DenyList stored;
    private final EndedTokens copy;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private Future<?> schedule;
    private String horizon = DenyList.Changes.BEGINNING;
    private long wholeAtNanos;
    private boolean failing;

    protected DenyListRefresh() {
        this(null, null);
    }

    @Inject
    public DenyListRefresh(DenyList stored, EndedTokens copy) {
        this.stored = stored;
        this.copy = copy;
    }

    void start(@Observes @Priority(1) SchemaReady ready) {
        if (schedule == null) {
            refresh();
            schedule = scheduler.scheduleWithFixedDelay(
                    this::refresh, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (schedule != null) {
            schedule.cancel(true);
        }
    }

    private void refresh() {
        try {
            long asked = System.nanoTime();
            boolean whole = horizon.equals(DenyList.Changes.BEGINNING) || asked - wholeAtNanos > WHOLE_EVERY;
            if (whole) {
                wholeAtNanos = asked;
                stored.forgetExpired();
                copy.forgetExpired();
            }
            DenyList.Changes changes = stored.since(whole ? DenyList.Changes.BEGINNING : horizon);
            copy.refresh(changes.entries(), asked);
            horizon = changes.horizon();
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "The deny-list of tokens is fresh again.");
            }
        } catch (Throwable failure) { // anything thrown would end the schedule for good
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, "The deny-list of tokens cannot be read. reason=" + failure.getMessage());
            }
        }
    }
}
