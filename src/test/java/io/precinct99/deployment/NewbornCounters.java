package io.precinct99.deployment;

import io.precinct99.database.DatabaseConfig;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The counters of vault and database as a replica shows them before anything happened. */
final class NewbornCounters {
    private static final PrometheusRegistry REGISTRY = registry();

    private NewbornCounters() {}

    private static PrometheusRegistry registry() {
        MapConfig config = MapConfig.of(
                "VAULT_ADDR", "https://vault.test:8200",
                "DB_HOST", "postgres.test",
                "DB_NAME", "precinct99",
                "DB_SSLMODE", "verify-full");
        VaultConfig ofVault = VaultConfig.from(config, new ConfigErrors());
        PrometheusRegistry registry = new PrometheusRegistry();
        // Neither is started, so nobody asks for an identity, a scheduler or a connection.
        Vault vault = new Vault(ofVault, null, registry);
        new LeasedDatabase(DatabaseConfig.from(config, new ConfigErrors()), ofVault, vault, null, registry);
        return registry;
    }

    /** The labels of each series of a counter; empty when there is no such counter. */
    static Stream<Labels> of(String counter) {
        return REGISTRY.scrape().stream()
                .filter(each -> each instanceof CounterSnapshot)
                .filter(each -> (each.getMetadata().getPrometheusName() + "_total").equals(counter))
                .flatMap(each -> each.getDataPoints().stream())
                .map(each -> each.getLabels());
    }

    static Set<String> values(String counter, String label) {
        return of(counter).map(labels -> labels.get(label)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of all counters. */
    static Set<String> values(String label) {
        return REGISTRY.scrape().stream()
                .flatMap(each -> each.getDataPoints().stream())
                .map(each -> each.getLabels().get(label))
                .filter(value -> value != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
