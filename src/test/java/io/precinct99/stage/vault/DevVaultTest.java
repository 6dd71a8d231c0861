package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevVaultTest {

    private final TestIdentity identity = new TestIdentity();
    private DevVault vault;
    private VaultClient client;

    @BeforeEach
    void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")).withJwtKeys(identity));
        client = VaultClient.of(vault);
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void healthTellsEverybodyTheState() {
        var health = client.get("sys/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().getBoolean("initialized")).isTrue();
        assertThat(health.body().getBoolean("sealed")).isFalse();
        assertThat(client.get("sys/seal-status").body().getBoolean("sealed")).isFalse();
    }

    @Test
    void restartKeepsPortTokensAndSecrets() {
        var root = VaultClient.root(vault);
        var app = client.loggedIn(identity.jwt());
        app.post("secret/data/github/u1", Map.of("data", Map.of("token", "t")));
        var address = vault.uri();

        vault.stop();
        vault.start();

        assertThat(vault.uri()).isEqualTo(address);
        assertThat(app.get("secret/data/github/u1").status()).isEqualTo(200);
        assertThat(root.get("transit/keys/access-token").status()).isEqualTo(200);
    }

    @Test
    void callsAreCountedByMethodAndClassOfPath() {
        client.get("sys/health");
        client.get("sys/health");
        client.get("no/such/thing");

        assertThat(vault.calls()).isEqualTo(Map.of("GET sys/health", 2L, "GET unsupported", 1L));
    }

    @Test
    void namespacesAreRefusedUnlessConfigured() {
        var request = client.request("sys/health").header("X-Vault-Namespace", "team");
        assertThat(client.send(request).status()).isEqualTo(404);
    }

    @Test
    void pathsAndBodiesOutsideTheApiAreRefused() {
        var root = VaultClient.root(vault);

        assertThat(root.get("no/such/thing").status()).isEqualTo(404);
        assertThat(root.get("no/such/thing").error()).contains("unsupported path");
        assertThat(root.delete("transit/sign/access-token").status()).isEqualTo(405);
        assertThat(client.post("auth/jwt/login", "{\"role\":").status()).isEqualTo(400);
        assertThat(client.post("auth/jwt/login", "[]").status()).isEqualTo(400);
        assertThat(client.post("auth/jwt/login", "{\"role\":7}").status()).isEqualTo(400);
        assertThat(client.post("auth/jwt/login", "x".repeat((32 << 20) + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void closeEndsAllThreads() throws Exception {
        client.get("sys/health");
        var begin = System.nanoTime();

        vault.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        Eventually.within(
                Duration.ofSeconds(10),
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("development-vault")));
    }
}
