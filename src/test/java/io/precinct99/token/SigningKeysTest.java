package io.precinct99.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.precinct99.HeardLogs;
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
        new SigningKeys(fixture.transit, fixture.config, fixture.clock, fixture::trueTime).refresh();
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
                fixture.clock,
                fixture::trueTime);
        assertThat(Problems.thrownBy(keys::current).code()).isEqualTo("vault_unavailable");
        keys.refresh();
        away.set(true);
        Problems.thrownBy(keys::refresh);
        assertThat(keys.current().signingVersion()).isEqualTo(1);
    }

    @Test
    void fault31_clockFarAheadRotatesNoOftenerThanARightOne() {
        SigningKeys ahead = aheadBy(Duration.ofDays(90));
        HeardLogs heard = new HeardLogs(SigningKeys.class);
        for (int minutes = 0; minutes < 5; minutes++) {
            ahead.refresh();
            fixture.clock.pass(Duration.ofMinutes(1));
        }
        heard.close();
        assertThat(heard.warnings).singleElement().asString().contains("disagree");
        assertThat(latest()).as("one, for who can know").isEqualTo(2);

        fixture.clock.pass(Duration.ofHours(24).minusMinutes(6));
        ahead.refresh();
        assertThat(latest()).isEqualTo(2);

        fixture.clock.pass(Duration.ofMinutes(1));
        ahead.refresh();
        ahead.refresh();
        assertThat(latest()).isEqualTo(3);
    }

    @Test
    void fault31_keyOfAMomentAgoDoesNotSignThoughTheClockIsAhead() {
        SigningKeys ahead = aheadBy(Duration.ofHours(1));
        ahead.refresh();
        assertThat(ahead.current().signingVersion()).isEqualTo(1);

        fixture.transit.rotateKey("access-token"); // as another replica does
        ahead.refresh();
        assertThat(ahead.current().signingVersion()).isEqualTo(1);

        fixture.clock.pass(KeySet.LEAD.minusSeconds(1));
        ahead.refresh();
        assertThat(ahead.current().signingVersion()).isEqualTo(1);

        fixture.clock.pass(Duration.ofSeconds(1));
        ahead.refresh();
        assertThat(ahead.current().signingVersion()).isEqualTo(2);
    }

    @Test
    void keyThatComesFromABackupCountsByTheClockAgain() {
        TransitKey old = fixture.transit.readKey("access-token");
        AtomicBoolean restored = new AtomicBoolean();
        var keys = new SigningKeys(
                new io.precinct99.vault.Transit("transit", null) {
                    @Override
                    public TransitKey readKey(String key) {
                        return restored.get() ? old : fixture.transit.readKey(key);
                    }

                    @Override
                    public void rotateKey(String key) {
                        fixture.transit.rotateKey(key);
                        restored.set(false);
                    }
                },
                fixture.config,
                fixture.clock,
                fixture::trueTime);
        keys.refresh();
        fixture.clock.pass(Duration.ofHours(24));
        keys.refresh();
        assertThat(latest()).isEqualTo(2);

        restored.set(true);
        keys.refresh();
        assertThat(latest()).as("the old key is due at once").isEqualTo(3);
    }

    private SigningKeys aheadBy(Duration lead) {
        return new SigningKeys(
                fixture.transit, fixture.config, () -> fixture.clock.instant().plus(lead), fixture::trueTime);
    }

    private int latest() {
        return fixture.transit.readKey("access-token").latestVersion();
    }

    private int published() throws ParseException {
        return JWKSet.parse(new String(fixture.keys.current().jwks(), UTF_8)).size();
    }
}
