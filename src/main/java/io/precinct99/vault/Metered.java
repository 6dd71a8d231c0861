package io.precinct99.vault;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;

/** Counts and times the exchanges with the vault, by kind and outcome. */
final class Metered implements VaultTransport {
    /** Of every {@link VaultRequest}. */
    private static final List<String> KINDS = List.of(
            "login",
            "database_credentials",
            "lease_revoke",
            "token_revoke",
            "token_lookup",
            "sign",
            "read_key",
            "rotate_key",
            "kv_read",
            "kv_write",
            "kv_destroy",
            "probe");

    private static final List<String> OUTCOMES = List.of("success", "refused", "denied", "unavailable");

    private final VaultTransport next;
    private final Counter calls;
    private final Histogram seconds;

    Metered(VaultTransport next, PrometheusRegistry registry) {
        this.next = next;
        this.calls = Counter.builder()
                .name("precinct99_vault_calls_total")
                .help("Exchanges with the vault by kind and outcome (success, refused, denied, unavailable).")
                .labelNames("kind", "outcome")
                .register(registry);
        // Whoever counts how a series grows sees its first event only when it was there before, at 0.
        KINDS.forEach(kind -> OUTCOMES.forEach(outcome -> calls.initLabelValues(kind, outcome)));
        this.seconds = Histogram.builder()
                .name("precinct99_vault_call_seconds")
                .help("Time of an exchange with the vault.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2, 5)
                .classicOnly()
                .labelNames("kind")
                .register(registry);
    }

    @Override
    public VaultAnswer send(VaultRequest request) {
        long start = System.nanoTime();
        String outcome = "unavailable";
        try {
            VaultAnswer answer = next.send(request);
            outcome = answer.isSuccess()
                    ? "success"
                    : answer.isTransient() ? "unavailable" : answer.status() == 403 ? "denied" : "refused";
            return answer;
        } finally {
            calls.labelValues(request.kind(), outcome).inc();
            seconds.labelValues(request.kind()).observe(Unit.nanosToSeconds(System.nanoTime() - start));
        }
    }
}
