package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.Eventually;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final TestIdentity IDENTITY = new TestIdentity();

    private static DevVault vault;
    private static VaultClient client;

    @BeforeAll
    static void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")).withJwtKeys(IDENTITY));
        client = VaultClient.of(vault);
    }

    @AfterEach
    void livesOfSetup() {
        vault.ttls(Ttls.OF_SETUP);
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void aTokenKnowsItself() {
        var self = client.loggedIn(IDENTITY.jwt()).get("auth/token/lookup-self").data();

        assertThat(self.getInt("ttl")).isBetween(3590, 3600);
        assertThat(self.getInt("creation_ttl")).isEqualTo(3600);
        assertThat(self.getString("path")).isEqualTo("auth/jwt/login");
        assertThat(JsonText.strings(self, "policies")).containsExactly("precinct99");
    }

    @Test
    void renewalIsCappedByTheMaximum() {
        vault.ttls(Ttls.OF_SETUP.withToken(Duration.ofSeconds(60), Duration.ofSeconds(90)));
        var app = client.loggedIn(IDENTITY.jwt());

        var renewed = app.post("auth/token/renew-self", Map.of("increment", "2h"));

        assertThat(renewed.body().getJsonObject("auth").getInt("lease_duration"))
                .isBetween(80, 90);
        var shortened = app.post("auth/token/renew-self", Map.of("increment", 10));
        assertThat(shortened.body().getJsonObject("auth").getInt("lease_duration"))
                .isEqualTo(10);
    }

    @Test
    void endedTokensAreDenied() throws Exception {
        vault.ttls(Ttls.OF_SETUP.withToken(Duration.ofMillis(300), Duration.ofMinutes(1)));
        var expiring = client.loggedIn(IDENTITY.jwt());
        Eventually.within(
                Duration.ofSeconds(4),
                () -> expiring.get("auth/token/lookup-self").status() == 403);
        vault.ttls(Ttls.OF_SETUP);

        var revoked = client.loggedIn(IDENTITY.jwt());
        assertThat(revoked.post("auth/token/revoke-self", "").status()).isEqualTo(204);
        assertThat(revoked.get("auth/token/lookup-self").error()).isEqualTo("permission denied");
        assertThat(client.get("auth/token/lookup-self").status()).isEqualTo(403);
    }

    @Test
    void rootLooksUpAndRevokesOthers() {
        var login = client.login(IDENTITY.jwt()).body().getJsonObject("auth").getString("client_token");
        var root = VaultClient.root(vault);

        assertThat(root.post("auth/token/lookup", Map.of("token", login)).data().getInt("creation_ttl"))
                .isEqualTo(3600);
        assertThat(root.post("auth/token/revoke", Map.of("token", login)).status())
                .isEqualTo(204);
        assertThat(client.with(login).get("auth/token/lookup-self").status()).isEqualTo(403);
    }

    @Test
    void bearerTokensAreAccepted() {
        var login = client.login(IDENTITY.jwt()).body().getJsonObject("auth").getString("client_token");
        var request = HttpRequest.newBuilder(vault.uri().resolve("/v1/auth/token/lookup-self"))
                .header("Authorization", "Bearer " + login);

        assertThat(client.send(request).status()).isEqualTo(200);
    }

    @Test
    void policiesHoldOnEveryPath() {
        var app = client.loggedIn(IDENTITY.jwt());

        assertThat(app.post("transit/keys/access-token/config", Map.of()).error())
                .isEqualTo("1 error occurred:\n\t* permission denied\n\n");
        assertThat(app.get("secret/data/other").status()).isEqualTo(403);
        assertThat(app.delete("secret/data/github/u1").status()).isEqualTo(403);
        assertThat(app.post("sys/leases/revoke-prefix/database", "").status()).isEqualTo(403);
        assertThat(app.get("no/such/path").status()).isEqualTo(403);
    }
}
