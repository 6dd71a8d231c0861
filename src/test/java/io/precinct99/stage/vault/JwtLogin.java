package io.precinct99.stage.vault;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/** {@code auth/jwt/login}: a JWT-SVID becomes a token. Every refusal is a 400. */
final class JwtLogin {

    private static final Set<String> ALGORITHMS = Set.of("ES256", "RS256");

    private final Map<String, JwtRole> roles;
    private final KeySet keys;
    private final Tokens tokens;
    private final InstantSource clock;

    JwtLogin(Map<String, JwtRole> roles, JwtKeys source, Tokens tokens, InstantSource clock) {
        this.roles = Map.copyOf(roles);
        this.keys = new KeySet(source);
        this.tokens = tokens;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.openWrite("auth/jwt/login", this::login);
    }

    private Answer login(Call call) {
        var name = call.required("role");
        var role = roles.get(name);
        if (role == null) {
            throw Refusal.badRequest("role \"" + name + "\" could not be found");
        }
        var claims = verified(call.required("jwt"));
        check(claims, role);
        var grant = role.grant();
        var token = tokens.grant(grant, "auth/jwt/login", "jwt-" + claims.getSubject(), Map.of("role", name));
        return Answer.auth(TokenApi.auth(token, grant.ttl()));
    }

    private JWTClaimsSet verified(String text) {
        try {
            var jwt = SignedJWT.parse(text);
            var header = jwt.getHeader();
            if (!ALGORITHMS.contains(header.getAlgorithm().getName())) {
                throw invalid("unsupported signing algorithm");
            }
            if (!jwt.verify(verifier(keys.key(header.getKeyID())))) {
                throw invalid("error verifying token signature");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw invalid("malformed jwt");
        } catch (JOSEException | IOException e) {
            throw invalid("error verifying token signature: no known key successfully validated the token signature");
        }
    }

    private void check(JWTClaimsSet claims, JwtRole role) {
        var now = clock.instant();
        if (claims.getExpirationTime() == null) {
            throw invalid("no expiration time (exp) claim");
        }
        if (!now.minus(role.leeway()).isBefore(claims.getExpirationTime().toInstant())) {
            throw invalid("invalid expiration time (exp) claim: token is expired");
        }
        if (isAhead(claims.getNotBeforeTime(), role)) {
            throw invalid("invalid not before (nbf) claim: token not yet valid");
        }
        if (isAhead(claims.getIssueTime(), role)) {
            throw invalid("invalid issued at (iat) claim: token issued in the future");
        }
        if (Collections.disjoint(claims.getAudience(), role.boundAudiences())) {
            throw invalid("invalid audience (aud) claim: audience claim does not match any bound audience");
        }
        if (!role.boundSubject().isEmpty() && !role.boundSubject().equals(claims.getSubject())) {
            throw invalid("invalid subject (sub) claim: sub claim does not match bound subject");
        }
    }

    private boolean isAhead(Date date, JwtRole role) {
        return date != null && clock.instant().plus(role.leeway()).isBefore(date.toInstant());
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof ECKey ec) {
            return new ECDSAVerifier(ec);
        }
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        throw new JOSEException("no verifier for this kind of key");
    }

    private static Refusal invalid(String why) {
        return Refusal.badRequest("error validating token: " + why);
    }
}
