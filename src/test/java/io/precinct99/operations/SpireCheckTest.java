package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.spiffe.TrustDomainSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpireCheckTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @Test
    void svidThatHasEndedIsNotReady(@TempDir Path folder) throws Exception {
        try (DevelopmentTrustDomain trustDomain = DevelopmentTrustDomain.start(
                        TrustDomainSettings.of("precinct99.internal", folder.resolve("agent.sock")));
                IdentitySource identities = new IdentitySource(new IdentityConfig(trustDomain.endpoint()), now::get)) {
            SpireCheck check = new SpireCheck(identities, now::get);
            assertThat(check.now())
                    .isInstanceOfSatisfying(
                            Finding.Down.class,
                            down -> assertThat(down.before()).isFalse());
            trustDomain.register(EmbeddedStage.WORKLOAD);
            Eventually.holds("an identity", Duration.ofSeconds(20), () -> {
                identities.supervise();
                return check.now().isUp();
            });
            Instant end = identities.current().orElseThrow().notAfter();
            now.set(end.minusSeconds(1));
            assertThat(check.now())
                    .isInstanceOfSatisfying(
                            Finding.Up.class,
                            up -> assertThat(up.data())
                                    .isEqualTo(Map.of(
                                            "spiffe_id", EmbeddedStage.WORKLOAD.toString(), "expires_in_seconds", 1L)));
            now.set(end.plusSeconds(1));
            assertThat(check.now())
                    .isInstanceOfSatisfying(
                            Finding.Down.class,
                            down -> assertThat(down.before()).isTrue());
        }
    }
}
