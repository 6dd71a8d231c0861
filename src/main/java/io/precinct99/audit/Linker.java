package io.precinct99.audit;

import io.precinct99.problem.Recurring;
import io.precinct99.problem.SchemaReady;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;

/** Has the chain linked four times a second, once the schema is there. */
@ApplicationScoped
public class Linker {
    private static final long PAUSE_MILLIS = 250;

    private final Chain chain;
    private final Recurring linking = new Recurring("Linking the audit trail", PAUSE_MILLIS, this::link);

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private volatile int unlinked;

    protected Linker() {
        this(null, null);
    }

    @Inject
    public Linker(Chain chain, PrometheusRegistry metrics) {
        this.chain = chain;
        if (metrics != null) {
            expose(metrics);
        }
    }

    private void expose(PrometheusRegistry metrics) {
        GaugeWithCallback.builder()
                .name("precinct99_audit_unlinked")
                .help("Rows of the audit trail that wait for their link; " + Chain.MOST_COUNTED
                        + " is that many or more.")
                .callback(gauge -> gauge.call(unlinked))
                .register(metrics);
    }

    /** Before other observers: one that fails would keep the event from those behind it. */
    void start(@Observes @Priority(1) SchemaReady ready) {
        linking.start(scheduler);
    }

    @PreDestroy
    void stop() {
        linking.stop();
    }

    private void link() throws SQLException {
        unlinked = chain.waiting();
        if (unlinked > 0) {
            chain.linkBacklog();
            unlinked = chain.waiting();
        }
    }
}
