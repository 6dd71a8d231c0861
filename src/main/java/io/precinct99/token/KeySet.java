package io.precinct99.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.precinct99.vault.TransitKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The published versions of the signing key at one moment, and which of them signs. Immutable. */
final class KeySet {
    /** How long others may keep our JWKS. */
    static final Duration JWKS_CACHE = Duration.ofMinutes(5);
    /** Between a version's creation and its first signature: everybody has seen it by then. */
    static final Duration LEAD = JWKS_CACHE.multipliedBy(2);
    /** Refresh interval, clock leeway and some air. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final int signingVersion;
    private final String signingKid;
    private final Map<String, JWSVerifier> verifiers;
    private final byte[] jwks;

    private KeySet(int signingVersion, String signingKid, Map<String, JWSVerifier> verifiers, byte[] jwks) {
        this.signingVersion = signingVersion;
        this.signingKid = signingKid;
        this.verifiers = Map.copyOf(verifiers);
        this.jwks = jwks;
    }

    static KeySet of(TransitKey key, Instant now, Duration tokenLife) {
        int signing = signingVersion(key, now);
        List<JWK> published = new ArrayList<>();
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        Instant replaced = null;
        for (int version :
                key.versions().keySet().stream().sorted((a, b) -> b - a).toList()) {
            if (version >= signing
                    || now.isBefore(replaced.plus(LEAD).plus(tokenLife).plus(SLACK))) {
                RSAPublicKey publicKey = key.versions().get(version).publicKey();
                published.add(jwk(publicKey));
                verifiers.put(kid(publicKey), new RSASSAVerifier(publicKey));
            }
            replaced = key.versions().get(version).createdAt();
        }
        String kid = kid(key.versions().get(signing).publicKey());
        return new KeySet(
                signing, kid, verifiers, new JWKSet(published).toString().getBytes(UTF_8));
    }

    /** The newest version whose lead is over; the oldest one while none is, for somebody must sign. */
    private static int signingVersion(TransitKey key, Instant now) {
        return key.versions().entrySet().stream()
                .filter(version -> !version.getValue().createdAt().plus(LEAD).isAfter(now))
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElseGet(key.versions()::firstKey);
    }

    private static JWK jwk(RSAPublicKey publicKey) {
        return new RSAKey.Builder(publicKey)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyID(kid(publicKey))
                .build();
    }

    /** RFC 7638 thumbprint: the same on every replica, and never used for two keys. */
    private static String kid(RSAPublicKey publicKey) {
        try {
            return new RSAKey.Builder(publicKey).build().computeThumbprint().toString();
        } catch (JOSEException noSha256) {
            throw new IllegalStateException(noSha256);
        }
    }

    int signingVersion() {
        return signingVersion;
    }

    String signingKid() {
        return signingKid;
    }

    /** Null for a key that is not published. */
    JWSVerifier verifier(String kid) {
        return verifiers.get(kid);
    }

    /** Whether both accept the same tokens. */
    boolean samePublished(KeySet other) {
        return this == other || verifiers.keySet().equals(other.verifiers.keySet());
    }

    byte[] jwks() {
        return jwks.clone();
    }
}
