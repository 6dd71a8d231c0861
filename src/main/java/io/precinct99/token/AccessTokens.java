package io.precinct99.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.precinct99.problem.Problem;
import io.precinct99.vault.Transit;
import io.precinct99.vault.TransitSignature;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Issues access tokens (RFC 9068, MicroProfile JWT). The vault signs. Thread-safe. */
@ApplicationScoped
public class AccessTokens {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Transit transit;
    private final SigningKeys keys;
    private final TokenConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    protected AccessTokens() {
        this(null, null, null, null);
    }

    @Inject
    public AccessTokens(Transit transit, SigningKeys keys, Config config) {
        this(transit, keys, TokenConfig.load(config), InstantSource.system());
    }

    AccessTokens(Transit transit, SigningKeys keys, TokenConfig config, InstantSource clock) {
        this.transit = transit;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /** @throws Problem 503 when the vault can not sign */
    public IssuedToken issue(TokenSubject subject) {
        KeySet current = keys.current();
        String signed = part(header(current.signingKid())) + '.' + part(claims(subject));
        TransitSignature signature =
                transit.signRs256(config.signingKey(), current.signingVersion(), signed.getBytes(US_ASCII));
        if (signature.keyVersion() != current.signingVersion()) {
            throw new IllegalStateException("The vault signed with a key version that was not asked for.");
        }
        return new IssuedToken(
                signed + '.' + signature.base64url(), config.life().toSeconds());
    }

    private static JsonObject header(String kid) {
        return JSON.createObjectBuilder()
                .add("alg", "RS256")
                .add("typ", "at+jwt")
                .add("kid", kid)
                .build();
    }

    private JsonObject claims(TokenSubject subject) {
        long now = clock.instant().getEpochSecond();
        var groups = JSON.createArrayBuilder();
        subject.role().includedNames().forEach(groups::add);
        return JSON.createObjectBuilder()
                .add("iss", config.issuer())
                .add("sub", Long.toString(subject.userId()))
                .add("aud", config.audience())
                .add("iat", now)
                .add("nbf", now)
                .add("exp", now + config.life().toSeconds())
                .add("jti", TokenId.fresh(random, subject.epoch()).value())
                .add("upn", subject.username())
                .add("groups", groups)
                .add("client_id", Claims.OWN_CLIENT)
                .add("user_id", subject.userId())
                .add("username", subject.username())
                .build();
    }

    private static String part(JsonObject json) {
        return BASE64URL.encodeToString(json.toString().getBytes(UTF_8));
    }
}
