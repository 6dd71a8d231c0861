package io.precinct99.audit;

import io.precinct99.problem.Recurring;
import io.precinct99.problem.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Asks every second whether a checkpoint is due. On a schedule of its own: a vault that is away delays checkpoints, not links. */
@ApplicationScoped
public class Checkpointer {
    private static final long PAUSE_MILLIS = 1_000;

    private final Recurring checkpointing;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    protected Checkpointer() {
        this(null);
    }

    @Inject
    public Checkpointer(Checkpoints checkpoints) {
        this.checkpointing =
                new Recurring("A checkpoint of the audit trail", PAUSE_MILLIS, () -> checkpoints.makeWhenDue());
    }

    /** Before other observers: one that fails would keep the event from those behind it. */
    void start(@Observes @Priority(1) SchemaReady ready) {
        checkpointing.start(scheduler);
    }

    @PreDestroy
    void stop() {
        checkpointing.stop();
    }
}
