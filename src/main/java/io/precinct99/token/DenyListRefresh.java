package io.precinct99.token;

import io.precinct99.problem.Recurring;
import io.precinct99.problem.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps this replica's copy of the deny-list less than a second old: it asks for what changed, and once a minute for
 * everything, because a database that was restored counts its transactions from an earlier number.
 */
@ApplicationScoped
public class DenyListRefresh {
    private static final long INTERVAL_MILLIS = 400;
    private static final long WHOLE_EVERY = Duration.ofMinutes(1).toNanos();

    private final DenyList stored;
    private final EndedTokens copy;
    private final LongSupplier nanoTime;
    private final Recurring refreshing =
            new Recurring("Reading the deny-list of tokens", INTERVAL_MILLIS, this::refresh);

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private String horizon = DenyList.Changes.BEGINNING;
    private long wholeAtNanos;

    protected DenyListRefresh() {
        this(null, null, null);
    }

    @Inject
    public DenyListRefresh(DenyList stored, EndedTokens copy) {
        this(stored, copy, System::nanoTime);
    }

    DenyListRefresh(DenyList stored, EndedTokens copy, LongSupplier nanoTime) {
        this.stored = stored;
        this.copy = copy;
        this.nanoTime = nanoTime;
    }

    void start(@Observes @Priority(1) SchemaReady ready) {
        refreshing.run(); // readiness waits for the first copy
        refreshing.start(scheduler);
    }

    @PreDestroy
    void stop() {
        refreshing.stop();
    }

    void refresh() {
        long asked = nanoTime.getAsLong();
        boolean whole = horizon.equals(DenyList.Changes.BEGINNING) || asked - wholeAtNanos > WHOLE_EVERY;
        DenyList.Changes changes = stored.since(whole ? DenyList.Changes.BEGINNING : horizon);
        copy.refresh(changes.entries(), asked);
        horizon = changes.horizon();
        if (whole) {
            wholeAtNanos = asked;
            copy.forgetExpired();
            stored.forgetExpired(); // last: a database that is full or read-only refuses, and is read all the same
        }
    }
}
