package io.precinct99.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.precinct99.problem.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.InstantSource;
import java.util.Set;

/** Verifies one token in full: form, header, signature, claims. Every refusal is the same 401. Thread-safe. */
final class TokenVerifier {
    /** The whole header of our tokens; so no crit, jku, x5u, x5c or jwk is ever looked at. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    private static final JWSHeader RS256 = new JWSHeader(JWSAlgorithm.RS256);

    private final TokenConfig config;
    private final InstantSource clock;

    TokenVerifier(TokenConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    VerifiedToken verify(String token, KeySet keys) {
        TokenText text = TokenText.parse(token);
        JWSVerifier verifier = keys.verifier(kid(text.header()));
        if (verifier == null || !signedBy(verifier, text)) {
            throw Problem.invalidToken();
        }
        return Claims.check(text.claims(), config, clock.instant().getEpochSecond());
    }

    private static String kid(JsonObject header) {
        boolean ours = HEADER.equals(header.keySet())
                && header.get("alg") instanceof JsonString alg
                && alg.getString().equals("RS256")
                && header.get("typ") instanceof JsonString typ
                && typ.getString().equals("at+jwt");
        if (ours && header.get("kid") instanceof JsonString kid) {
            return kid.getString();
        }
        throw Problem.invalidToken();
    }

    private static boolean signedBy(JWSVerifier verifier, TokenText text) {
        try {
            return verifier.verify(RS256, text.signed(), Base64URL.encode(text.signature()));
        } catch (JOSEException unusable) {
            return false;
        }
    }
}
