package io.precinct99.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.problem.Problem;
import io.precinct99.problem.Problems;
import io.precinct99.vault.LocalTransit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTokensTest {
    private final TokenFixture fixture = new TokenFixture();

    @Test
    void goodTokenNamesItsCaller() {
        String token = fixture.issue();
        for (int i = 0; i < 2; i++) {
            Caller.Person caller = fixture.verified.caller(token);
            assertThat(caller.userId()).isEqualTo(7);
            assertThat(caller.subject()).isEqualTo("7");
            assertThat(caller.getName()).isEqualTo("Terry");
            assertThat(caller.roles()).containsExactlyInAnyOrder(Role.READONLY, Role.USER, Role.OPERATOR);
            assertThat(caller.tokenId()).isNotEmpty();
        }
    }

    @Test
    void reSignedTokenIsStillGood() {
        fixture.verified.caller(fixture.signed(fixture.header(), fixture.claims()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none','typ':'at+jwt','kid':'KID'}",
                "{'alg':'None','typ':'at+jwt','kid':'KID'}",
                "{'alg':'nOnE','typ':'at+jwt','kid':'KID'}",
                "{'alg':'RS512','typ':'at+jwt','kid':'KID'}",
                "{'alg':'PS256','typ':'at+jwt','kid':'KID'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID'}",
                "{'alg':'RS256','typ':'JWT','kid':'KID'}",
                "{'alg':'RS256','kid':'KID'}",
                "{'alg':'RS256','typ':'at+jwt'}",
                "{'alg':'RS256','typ':'at+jwt','kid':'../../dev/null'}",
                "{'alg':'RS256','typ':'at+jwt','kid':'x\\' or 1=1 --'}",
                "{'alg':'RS256','typ':'at+jwt','kid':7}",
                "{'alg':'RS256','typ':'at+jwt','kid':'KID','crit':['exp']}",
                "{'alg':'RS256','typ':'at+jwt','kid':'KID','jku':'https://evil.example/jwks'}",
                "{'alg':'RS256','typ':'at+jwt','kid':'KID','x5u':'https://evil.example/x5u'}",
                "{'alg':'RS256','typ':'at+jwt','kid':'KID','jwk':{'kty':'RSA'}}",
                "{'alg':'RS256','typ':'at+jwt','kid':'KID','p2c':2147483647}",
                "{'alg':'none','alg':'RS256','typ':'at+jwt','kid':'KID'}"
            })
    void otherHeadersAreRefused(String header) {
        String kid = fixture.keys.current().signingKid();
        assertRefused(fixture.signed(header.replace('\'', '"').replace("KID", kid), fixture.claims()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"iss\":\"precinct99\"|\"iss\":\"precinct98\"",
                "\"iss\":\"precinct99\",|",
                "\"aud\":\"precinct99-api\"|\"aud\":\"other-api\"",
                "\"aud\":\"precinct99-api\"|\"aud\":[\"other-api\",\"precinct99-api\"]",
                "\"aud\":\"precinct99-api\",|",
                "\"sub\":\"7\"|\"sub\":\"\"",
                "\"sub\":\"7\"|\"sub\":7",
                "\"sub\":\"7\"|\"sub\":\"sa_abc\"",
                "\"sub\":\"7\",|",
                "\"client_id\":\"precinct99\"|\"client_id\":\"other\"",
                "\"client_id\":\"precinct99\",|",
                "\"exp\":NUMBER|\"exp\":\"1795194000\"",
                "\"exp\":NUMBER|\"exp\":-1",
                "\"exp\":NUMBER|\"exp\":1e400",
                "\"exp\":NUMBER|\"exp\":1e1000000000",
                "\"exp\":NUMBER|\"exp\":1795194000000",
                "\"exp\":NUMBER|\"exp\":1795194000.5",
                "\"exp\":NUMBER,|",
                "\"iat\":NUMBER,|",
                "\"nbf\":NUMBER,|",
                "\"nbf\":NUMBER|\"nbf\":99999999999",
                "\"iat\":NUMBER|\"iat\":99999999999",
                "\"groups\":[\"readonly\",\"user\",\"operator\"]|\"groups\":[\"root\"]",
                "\"groups\":[\"readonly\",\"user\",\"operator\"]|\"groups\":\"admin\"",
                "\"groups\":[\"readonly\",\"user\",\"operator\"],|"
            })
    void otherClaimsAreRefused(String from, String to) {
        String claims = fixture.claims();
        String changed = claims.replaceFirst(
                java.util.regex.Pattern.quote(from).replace("NUMBER", "\\E\\d+\\Q"), to == null ? "" : to);
        assertThat(changed).isNotEqualTo(claims);
        assertRefused(fixture.signed(fixture.header(), changed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d.e", "ä.ö.ü"})
    void otherTextIsRefused(String token) {
        assertRefused(token);
    }

    @Test
    void changedTokenIsRefused() {
        String[] parts = fixture.issue().split("\\.");
        String claims = TokenFixture.encode(
                TokenFixture.decode(parts[1]).replace("operator", "admin").getBytes(UTF_8));
        assertRefused(parts[0] + '.' + claims + '.' + parts[2]);
        assertRefused(parts[0] + '.' + parts[1] + '.');
        assertRefused(parts[0] + '.' + parts[1] + '.' + TokenFixture.encode(new byte[256]));
    }

    @Test
    void onlyCanonicalBase64UrlIsRead() {
        String token = fixture.issue();
        assertRefused(token + "=");
        assertRefused(token.substring(0, token.length() - 1) + '\n' + token.charAt(token.length() - 1));
        char last = token.charAt(token.length() - 1);
        // 256 bytes leave 4 unused bits in the last character: another one of the same 6 - 4 bits means the same bytes.
        char same = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .charAt("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(last) + 1);
        assertRefused(token.substring(0, token.length() - 1) + same);
    }

    @Test
    void macWithOurPublicKeyIsRefused() throws Exception {
        byte[] publicKey = fixture.transit
                .readKey("access-token")
                .versions()
                .get(1)
                .publicKey()
                .getEncoded();
        String signed =
                TokenFixture.encode(fixture.header().replace("RS256", "HS256").getBytes(UTF_8))
                        + '.'
                        + TokenFixture.encode(fixture.claims().getBytes(UTF_8));
        Base64URL mac = new MACSigner(publicKey).sign(new JWSHeader(JWSAlgorithm.HS256), signed.getBytes(UTF_8));
        assertRefused(signed + '.' + mac);
    }

    @Test
    void tokenOver8KibIsRefused() {
        String token = fixture.signed(
                fixture.header(), fixture.claims().replaceFirst("\\{", "{\"more\":\"" + "x".repeat(8000) + "\","));
        assertRefused(token);
        assertRefused("x".repeat(100 * 1024));
    }

    @Test
    void tokenEndsAtItsSecondAlsoWhenRemembered() {
        String token = fixture.issue();
        fixture.clock.pass(Duration.ofSeconds(3599));
        fixture.verified.caller(token);
        fixture.clock.pass(Duration.ofSeconds(1));
        assertRefused(token);
    }

    @Test
    void rememberedTokenEndsWithItsKey() {
        String token = fixture.issue();
        fixture.verified.caller(token);
        LocalTransit other = new LocalTransit(fixture.clock);
        SigningKeys keys = new SigningKeys(fixture.transit, fixture.config, fixture.clock, fixture::trueTime) {
            @Override
            KeySet current() {
                return KeySet.of(other.readKey("access-token"), fixture.clock.instant(), fixture.config.life());
            }
        };
        VerifiedTokens verified = new VerifiedTokens(keys, fixture.ended, fixture.config, fixture.clock);
        assertThat(Problems.thrownBy(() -> verified.caller(token)).status()).isEqualTo(401);
    }

    @Test
    void withoutKeysNobodyIsCalledALiar() {
        SigningKeys none = new SigningKeys(fixture.transit, fixture.config, fixture.clock, fixture::trueTime);
        VerifiedTokens verified = new VerifiedTokens(none, fixture.ended, fixture.config, fixture.clock);
        assertThat(Problems.thrownBy(() -> verified.caller(fixture.issue())).status())
                .isEqualTo(503);
    }

    private void assertRefused(String token) {
        Problem problem = Problems.thrownBy(() -> fixture.verified.caller(token));
        assertThat(problem.code()).isEqualTo("invalid_token");
        assertThat(problem.status()).isEqualTo(401);
    }
}
