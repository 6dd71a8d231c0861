package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.vault.VaultClient.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JwtLoginTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final TestIdentity IDENTITY = new TestIdentity();

    private static DevVault vault;
    private static VaultClient client;

    @BeforeAll
    static void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")).withJwtKeys(IDENTITY));
        client = VaultClient.of(vault);
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void aJwtSvidBecomesATokenOfTheRole() {
        var login = client.login(IDENTITY.jwt());

        assertThat(login.status()).isEqualTo(200);
        var auth = login.body().getJsonObject("auth");
        assertThat(JsonText.strings(auth, "policies")).containsExactly("precinct99");
        assertThat(auth.getInt("lease_duration")).isEqualTo(3600);
        assertThat(auth.getBoolean("renewable")).isTrue();
        assertThat(auth.getJsonObject("metadata").getString("role")).isEqualTo("precinct99");
        assertThat(auth.getString("accessor")).isNotEqualTo(auth.getString("client_token"));
    }

    @Test
    void wrongTokensAreRefused() {
        assertThat(refusal(IDENTITY.jwt(TestIdentity.SUBJECT, "vault", Duration.ZERO)))
                .contains("token is expired");
        assertThat(refusal(IDENTITY.jwt(TestIdentity.SUBJECT, "other", LIFE))).contains("aud");
        assertThat(refusal(IDENTITY.jwt("spiffe://precinct99.internal/other", "vault", LIFE)))
                .contains("sub");
        assertThat(refusal(new TestIdentity().jwt())).contains("signature");
        assertThat(refusal("not.a.jwt")).contains("malformed");
        assertThat(refusal("eyJhbGciOiJub25lIn0.e30.")).startsWith("error validating token: ");
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() {
        var rotating = new TestIdentity();
        try (var other =
                DevVault.start(VaultSettings.from(Path.of("src/setup/vault")).withJwtKeys(rotating))) {
            var others = VaultClient.of(other);
            assertThat(others.login(rotating.jwt()).status()).isEqualTo(200);
            rotating.rotate();
            assertThat(others.login(rotating.jwt()).status()).isEqualTo(200);
        }
    }

    @Test
    void unknownRolesAndMountsAreRefused() {
        var jwt = IDENTITY.jwt();

        assertThat(client.post("auth/jwt/login", Map.of("role", "other", "jwt", jwt))
                        .status())
                .isEqualTo(400);
        assertThat(client.post("auth/jwt/login", Map.of("jwt", jwt)).status()).isEqualTo(400);
        var mount = client.post("auth/oidc/login", Map.of("role", "precinct99", "jwt", jwt));
        assertThat(mount.status()).isEqualTo(403);
        assertThat(mount.error()).isEqualTo("permission denied");
    }

    private static String refusal(String jwt) {
        Reply login = client.login(jwt);
        assertThat(login.status()).isEqualTo(400);
        assertThat(login.error()).startsWith("error validating token: ");
        return login.error();
    }
}
