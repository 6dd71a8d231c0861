package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is signed on the spot is shown only until there is something genuine. */
@Tag("embedded") // starts a stage of its own, whose JWT-SVIDs live for seconds
class ExpiredSvidIT {
    private static final Duration LIFE = Duration.ofSeconds(4);

    @Test
    void genuineJwtSvidIsShownAsSoonAsOneHasEnded() throws Exception {
        try (EmbeddedStage stage = EmbeddedStage.start(
                Path.of("target", "expired-svid"),
                0,
                0,
                settings -> settings.withLives(Duration.ofHours(1), LIFE, Duration.ofHours(24)))) {
            Map<String, String> values = new HashMap<>(stage.environment());
            values.put("precinct99.stage", "embedded");
            MapConfig config = new MapConfig(values);
            ConfigErrors errors = new ConfigErrors();
            try (IdentitySource identities =
                            new IdentitySource(IdentityConfig.from(config, errors), InstantSource.system());
                    Vault vault = new Vault(VaultConfig.from(config, errors), identities, new PrometheusRegistry())) {
                Eventually.holds("a log-in", Duration.ofSeconds(30), () -> {
                    identities.supervise();
                    vault.maintain();
                    return vault.expiry().isPresent();
                });
                VaultLoginScenario scenario = new VaultLoginScenario(vault, identities);
                Eventually.holds(
                        "a genuine one is refused",
                        Duration.ofSeconds(30),
                        () -> expired(scenario).detail().contains("a genuine one that has ended"));
                assertThat(expired(scenario).actual()).isEqualTo("blocked");
            }
        }
    }

    private static StepResult expired(Scenario scenario) {
        Steps steps = new Steps(Duration.ofSeconds(20));
        scenario.run(steps, null);
        List<StepResult> results = steps.results();
        return results.stream()
                .filter(step -> step.step().contains("expired"))
                .findFirst()
                .orElseThrow();
    }
}
