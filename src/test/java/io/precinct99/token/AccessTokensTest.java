package io.precinct99.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private final TokenFixture fixture = new TokenFixture();

    @Test
    void tokenHasTheClaimsOfTheContract() {
        JsonObject header = json(fixture.header());
        assertThat(header.keySet()).containsExactlyInAnyOrder("alg", "typ", "kid");
        assertThat(header.getString("typ")).isEqualTo("at+jwt");

        JsonObject claims = json(fixture.claims());
        long now = fixture.clock.instant().getEpochSecond();
        assertThat(claims.keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "iat",
                        "nbf",
                        "exp",
                        "jti",
                        "upn",
                        "groups",
                        "client_id",
                        "user_id",
                        "username");
        assertThat(claims.getString("iss")).isEqualTo("precinct99");
        assertThat(claims.getString("sub")).isEqualTo("7");
        assertThat(claims.getString("aud")).isEqualTo("precinct99-api");
        assertThat(claims.getInt("iat")).isEqualTo(now);
        assertThat(claims.getInt("nbf")).isEqualTo(now);
        assertThat(claims.getInt("exp")).isEqualTo(now + 3600);
        assertThat(claims.getString("upn")).isEqualTo("Terry");
        assertThat(claims.getJsonArray("groups").toString()).isEqualTo("[\"readonly\",\"user\",\"operator\"]");
        assertThat(claims.getString("client_id")).isEqualTo("precinct99");
        assertThat(claims.getInt("user_id")).isEqualTo(7);
        assertThat(claims.getString("username")).isEqualTo("Terry");
    }

    @Test
    void everyTokenHasAnIdOfItsOwn() {
        assertThat(json(fixture.claims()).getString("jti"))
                .hasSize(24)
                .isNotEqualTo(json(fixture.claims()).getString("jti"));
    }

    @Test
    void issuedTokenDoesNotShowItself() {
        IssuedToken token = fixture.tokens.issue(new TokenSubject(1, "jake", Role.USER, 0));
        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(token.expiresIn()).isEqualTo(3600);
    }

    /** MicroProfile JWT as others implement it; it has the real time only, so the token is issued in it. */
    @Test
    void microProfileJwtAcceptsTheToken() throws Exception {
        var tokens = new AccessTokens(fixture.transit, fixture.keys, fixture.config, Instant::now);
        String token =
                tokens.issue(new TokenSubject(7, "Terry", Role.OPERATOR, 3)).value();
        var expected = new JWTAuthContextInfo(
                fixture.transit.readKey("access-token").versions().get(1).publicKey(), "precinct99");
        expected.setExpectedAudience(java.util.Set.of("precinct99-api"));

        JsonWebToken parsed = new DefaultJWTParser(expected).parse(token);

        assertThat(parsed.getName()).isEqualTo("Terry");
        assertThat(parsed.getSubject()).isEqualTo("7");
        assertThat(parsed.getGroups()).containsExactlyInAnyOrder("readonly", "user", "operator");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
