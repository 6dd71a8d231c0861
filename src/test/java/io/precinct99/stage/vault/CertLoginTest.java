package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.vault.VaultClient.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CertLoginTest {

    private static final Instant LATER = Instant.now().plus(Duration.ofHours(1));
    private static final TestCa CA = new TestCa();
    private static final AtomicReference<TestCa> TRUSTED = new AtomicReference<>(CA);

    private static DevVault vault;

    @BeforeAll
    static void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault"))
                .withTrustBundle(() -> List.of(TRUSTED.get().certificate())));
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void anX509SvidBecomesATokenOfTheRole() {
        var login = login(CA.svid(TestIdentity.SUBJECT, LATER));

        assertThat(login.status()).isEqualTo(200);
        var auth = login.body().getJsonObject("auth");
        assertThat(JsonText.strings(auth, "policies")).containsExactly("precinct99");
        assertThat(auth.getJsonObject("metadata").getString("cert_name")).isEqualTo("precinct99");
        var app = VaultClient.of(vault).with(auth.getString("client_token"));
        assertThat(app.get("auth/token/lookup-self").status()).isEqualTo(200);
    }

    @Test
    void withoutTrustedCertificateOfTheWorkloadNobodyLogsIn() {
        assertRefused(login());
        assertRefused(login(CA.svid("spiffe://precinct99.internal/other", LATER)));
        assertRefused(login(new TestCa().svid(TestIdentity.SUBJECT, LATER)));
        assertRefused(login(CA.svid(TestIdentity.SUBJECT, Instant.now().minusSeconds(1))));
        var otherRole = VaultClient.of(vault, CA.svid(TestIdentity.SUBJECT, LATER))
                .post("auth/cert/login", Map.of("name", "other"));
        assertRefused(otherRole);
    }

    @Test
    void theTrustBundleIsAskedAtEveryLogIn() {
        var next = new TestCa();
        TRUSTED.set(next);
        try {
            assertThat(login(next.svid(TestIdentity.SUBJECT, LATER)).status()).isEqualTo(200);
            assertRefused(login(CA.svid(TestIdentity.SUBJECT, LATER)));
        } finally {
            TRUSTED.set(CA);
        }
    }

    private static Reply login(KeyManager... identity) {
        return VaultClient.of(vault, identity).post("auth/cert/login", Map.of("name", "precinct99"));
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid certificate or no client certificate supplied");
    }
}
