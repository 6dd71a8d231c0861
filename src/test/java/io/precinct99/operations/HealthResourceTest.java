package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthResourceTest {
    private static final Check UP = () -> new Finding.Up(Map.of());

    @Test
    void everythingThereIsHealthy() {
        HealthResource.Health health = health(UP, UP);
        assertThat(health.status()).isEqualTo("healthy");
        assertThat(health.spire()).isEqualTo("connected");
        assertThat(health.vault()).isEqualTo("authenticated");
        assertThat(health.database()).isEqualTo("connected");
        assertThat(health.schema()).isEqualTo("migrated");
        assertThat(health.version()).isEqualTo(BuildInfo.CURRENT.version());
    }

    @Test
    void whatNeverWorkedIsToldFromWhatWasLost() {
        HealthResource.Health health = health(
                () -> new Finding.Down(true, "The agent is gone; start it."),
                () -> new Finding.Down(false, "The vault is sealed; unseal it."));
        assertThat(health.status()).isEqualTo("degraded");
        assertThat(health.spire()).isEqualTo("unavailable");
        assertThat(health.vault()).isEqualTo("not_initialized");
        assertThat(health.database()).isEqualTo("connected");
    }

    @Test
    void buildIsKnown() {
        assertThat(BuildInfo.CURRENT.name()).isEqualTo("Precinct 99");
        assertThat(BuildInfo.CURRENT.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    private static HealthResource.Health health(Check spire, Check vault) {
        return new HealthResource(new Readiness(
                        Map.of(Part.SPIRE, spire, Part.VAULT, vault, Part.DATABASE, UP, Part.SCHEMA, UP),
                        new StopNotice(Duration.ZERO)))
                .health();
    }
}
