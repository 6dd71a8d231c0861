package io.precinct99.database;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** What the leases of the database tell an operator. Own gauges: those of the pools change their name with each generation. */
final class DatabaseMetrics {
    private final Counter rotations;
    private final Counter forcedAborts;
    private final Counter suspicions;
    private final Histogram drain;

    DatabaseMetrics(Generations generations, PrometheusRegistry registry) {
        rotations = Counter.builder()
                .name("precinct99_rotations_total")
                .help("Finished rotations by cause and outcome.")
                .labelNames("cause", "outcome")
                .register(registry);
        forcedAborts = Counter.builder()
                .name("precinct99_forced_aborts_total")
                .help("Connections aborted because they were not handed in before the drain deadline.")
                .register(registry);
        suspicions = Counter.builder()
                .name("precinct99_login_suspicions_total")
                .help("Failures that looked like a revoked login, by what a probe found (revoked, alive, unknown).")
                .labelNames("verdict")
                .register(registry);
        // Whoever counts how a series grows sees its first event only when it was there before, at 0.
        for (Rotation.Cause cause : Rotation.Cause.values()) {
            EnumSet.complementOf(EnumSet.of(Rotation.Outcome.RUNNING))
                    .forEach(outcome -> rotations.initLabelValues(cause.label(), outcome.label()));
        }
        List.of("revoked", "alive", "unknown").forEach(suspicions::initLabelValues);
        drain = Histogram.builder()
                .name("precinct99_drain_seconds")
                .help("Time from the swap until the replaced generation had all its connections back.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.005, .025, .05, .1, .5, 1, 2, 5, 10, 30)
                .classicOnly()
                .register(registry);
        GaugeWithCallback.builder()
                .name("precinct99_lease_expiry_seconds")
                .help("Seconds until the active database lease ends; negative when there is none.")
                .callback(gauge -> gauge.call(
                        generations.active() == null
                                ? -1
                                : generations.active().expiry().remaining().toMillis() / 1000.0))
                .register(registry);
        GaugeWithCallback.builder()
                .name("precinct99_generation_number")
                .help("Number of the active generation; 0 before the first.")
                .callback(gauge -> gauge.call(
                        generations.active() == null ? 0 : generations.active().number()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("precinct99_live_leases")
                .help("Database leases that are not given back yet.")
                .callback(gauge -> gauge.call(generations.liveLeases()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("precinct99_database_connections")
                .help("Open connections by what they do (lent, idle, draining).")
                .labelNames("state")
                .callback(gauge -> {
                    int lent = 0;
                    int idle = 0;
                    int draining = 0;
                    for (Generation generation : generations.known()) {
                        switch (generation.state()) {
                            case ACTIVE -> {
                                lent += generation.activeConnections();
                                idle += generation.openConnections() - generation.activeConnections();
                            }
                            case DRAINING -> draining += generation.openConnections();
                            default -> {}
                        }
                    }
                    gauge.call(lent, "lent");
                    gauge.call(idle, "idle");
                    gauge.call(draining, "draining");
                })
                .register(registry);
    }

    void finished(Rotation rotation) {
        rotations
                .labelValues(rotation.cause().label(), rotation.outcome().label())
                .inc();
    }

    void drained(Duration time) {
        drain.observe(time.toNanos() / 1e9);
    }

    void aborted(int connections) {
        forcedAborts.inc(connections);
    }

    void suspicion(String verdict) {
        suspicions.labelValues(verdict).inc();
    }
}
