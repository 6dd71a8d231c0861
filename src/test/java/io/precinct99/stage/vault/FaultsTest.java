package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Background;
import io.precinct99.stage.Eventually;
import jakarta.json.JsonException;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String SELF = "auth/token/lookup-self";

    private static DevVault vault;
    private static VaultClient root;

    @BeforeAll
    static void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")));
        root = VaultClient.root(vault);
    }

    @AfterEach
    void healed() {
        vault.heal();
        assertThat(root.get(SELF).status()).isEqualTo(200);
        assertThat(root.get("sys/health").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void sealed() {
        vault.inject(Fault.SEALED);

        assertThat(root.get(SELF).status()).isEqualTo(503);
        assertThat(root.get(SELF).error()).isEqualTo("Vault is sealed");
        assertThat(root.get("sys/health").status()).isEqualTo(503);
        assertThat(root.get("sys/health").body().getBoolean("sealed")).isTrue();
        assertThat(root.get("sys/seal-status").body().getBoolean("sealed")).isTrue();
    }

    @Test
    void standby() {
        vault.inject(Fault.STANDBY);

        assertThat(root.get("sys/health").status()).isEqualTo(429);
        assertThat(root.get(SELF).status()).isEqualTo(500);
    }

    @Test
    void slow() {
        vault.inject(Fault.slow(Duration.ofMillis(300)));
        var begin = System.nanoTime();

        assertThat(root.get(SELF).status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(299));
    }

    @Test
    void hangingRequestsAreAnsweredOnceHealed() throws Exception {
        vault.inject(Fault.HANG);
        var impatient = root.request(SELF).timeout(Duration.ofMillis(300));
        assertThatThrownBy(() -> root.sendOrFail(impatient)).isInstanceOf(HttpTimeoutException.class);
        var before = count();
        var patient = Background.supply(() -> root.get(SELF));
        Eventually.within(Duration.ofSeconds(4), () -> count() > before);
        assertThat(patient).isNotDone();

        vault.heal();

        assertThat(patient.join().status()).isEqualTo(200);
    }

    @Test
    void reset() {
        vault.inject(Fault.RESET);

        assertThatThrownBy(() -> root.sendOrFail(root.request(SELF))).isInstanceOf(IOException.class);
    }

    @Test
    void quota() {
        vault.inject(Fault.quota(Duration.ofSeconds(7)));

        var reply = root.get(SELF);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.http().headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void internalErrorsAndGarbage() {
        vault.inject(Fault.INTERNAL);
        assertThat(root.get(SELF).status()).isEqualTo(500);
        vault.heal();

        vault.inject(Fault.GARBAGE);
        var garbage = root.get(SELF);
        assertThat(garbage.status()).isEqualTo(200);
        assertThatThrownBy(garbage::body).isInstanceOf(JsonException.class);
    }

    @Test
    void hugeBodiesEndWhenTheClientHangsUp() {
        vault.inject(Fault.HUGE);
        try (var client = new Socket(vault.uri().getHost(), vault.uri().getPort())) {
            var tls = (SSLSocket) TrustedCa.context(vault.caPem())
                    .getSocketFactory()
                    .createSocket(client, vault.uri().getHost(), vault.uri().getPort(), true);
            tls.getOutputStream().write("GET /v1/sys/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            assertThat(tls.getInputStream().readNBytes(8 << 20)).hasSize(8 << 20);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void faultsMayConcernOnePrefixOnly() {
        vault.inject(Fault.INTERNAL.under("transit/"));
        vault.inject(Fault.CREDS_REFUSED);
        vault.inject(Fault.revokeRefused(403));

        assertThat(root.get("transit/keys/access-token").status()).isEqualTo(500);
        assertThat(root.get("database/creds/precinct99-app").status()).isEqualTo(500);
        assertThat(root.post("sys/leases/revoke", Map.of("lease_id", "x")).status())
                .isEqualTo(403);
        assertThat(root.get(SELF).status()).isEqualTo(200);
    }

    private static long count() {
        return vault.calls().getOrDefault("GET " + SELF, 0L);
    }
}
