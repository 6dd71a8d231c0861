package io.precinct99.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.precinct99.problem.Problem;
import io.precinct99.problem.Problems;
import io.precinct99.vault.LocalTransit;
import io.precinct99.vault.TransitKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private final TokenFixture fixture = new TokenFixture();

    @Test
    void onlyKeySignsAtOnce() {
        assertThat(fixture.keys.current().signingVersion()).isEqualTo(1);
    }

    @Test
    void newKeyIsPublishedAtOnceAndSignsAfterItsLead() throws ParseException {
        fixture.clock.pass(Duration.ofHours(24));
        fixture.keys.refresh();
        assertThat(published()).isEqualTo(2);
        assertThat(fixture.keys.current().signingVersion()).isEqualTo(1);

        fixture.clock.pass(Duration.ofMinutes(10).minusSeconds(1));
        fixture.keys.refresh();
        assertThat(fixture.keys.current().signingVersion()).isEqualTo(1);
        String lastOfTheOld = fixture.issue();

        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.keys.refresh();
        assertThat(fixture.keys.current().signingVersion()).isEqualTo(2);

        fixture.clock.pass(Duration.ofMinutes(59));
        fixture.keys.refresh();
        fixture.verified.caller(lastOfTheOld);

        fixture.clock.pass(Duration.ofMinutes(10));
        fixture.keys.refresh();
        assertThat(published()).isEqualTo(1);
        assertThat(fixture.keys.current().signingVersion()).isEqualTo(2);
    }

    @Test
    void keyIsNotRotatedTwice() {
        fixture.clock.pass(Duration.ofHours(24));
        fixture.keys.refresh();
        fixture.keys.refresh();
        new SigningKeys(fixture.transit, fixture.config, fixture.clock).refresh();
        assertThat(fixture.transit.readKey("access-token").latestVersion()).isEqualTo(2);
    }

    @Test
    void onlyPublicMembersArePublished() throws ParseException {
        JWK key = JWKSet.parse(new String(fixture.keys.current().jwks(), UTF_8))
                .getKeys()
                .get(0);
        assertThat(key.isPrivate()).isFalse();
        assertThat(key.toJSONObject().keySet()).containsExactlyInAnyOrder("kty", "e", "n", "use", "alg", "kid");
        assertThat(key.getKeyID()).isEqualTo(fixture.keys.current().signingKid());
    }

    @Test
    void lastCopyIsKeptWhileTheVaultIsAway() {
        AtomicBoolean away = new AtomicBoolean();
        LocalTransit transit = fixture.transit;
        var keys = new SigningKeys(
                new io.precinct99.vault.Transit("transit", null) {
                    @Override
                    public TransitKey readKey(String key) {
                        if (away.get()) {
                            throw Problem.unavailable("vault_unavailable", "Away.", 5);
                        }
                        return transit.readKey(key);
                    }
                },
                fixture.config,
                fixture.clock);
        assertThat(Problems.thrownBy(keys::current).code()).isEqualTo("vault_unavailable");
        keys.refresh();
        away.set(true);
        Problems.thrownBy(keys::refresh);
        assertThat(keys.current().signingVersion()).isEqualTo(1);
    }

    private int published() throws ParseException {
        return JWKSet.parse(new String(fixture.keys.current().jwks(), UTF_8)).size();
    }
}
