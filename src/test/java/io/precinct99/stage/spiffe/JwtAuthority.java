package io.precinct99.stage.spiffe;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** The key that signs JWT-SVIDs with ES256 (JWT-SVID §2 JOSE header); its {@code kid} is its RFC 7638 thumbprint. */
final class JwtAuthority {

    private final ECKey key;

    private JwtAuthority(ECKey key) {
        this.key = key;
    }

    static JwtAuthority create() {
        try {
            return new JwtAuthority(
                    new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make an ES256 key", e);
        }
    }

    static JwtAuthority fromJwk(JWK jwk) {
        return new JwtAuthority(jwk.toECKey());
    }

    /** Another key under this one's {@code kid}: what it signs never verifies. */
    JwtAuthority impostor() {
        return new JwtAuthority(
                new ECKey.Builder(create().key).keyID(key.getKeyID()).build());
    }

    JWK toJwk() {
        return key;
    }

    String keyId() {
        return key.getKeyID();
    }

    /** The public key as it stands in a key set: {@code jwt-svid} in a bundle, {@code sig} for OIDC. */
    JWK published(KeyUse use) {
        ECKey.Builder published = new ECKey.Builder(key.toPublicJWK()).keyUse(use);
        return KeyUse.SIGNATURE.equals(use)
                ? published.algorithm(JWSAlgorithm.ES256).build()
                : published.build();
    }

    String sign(JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(JOSEObjectType.JWT)
                    .keyID(keyId())
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a JWT-SVID", e);
        }
    }

    boolean signed(SignedJWT token) {
        try {
            return token.verify(new ECDSAVerifier(key.toPublicJWK()));
        } catch (JOSEException e) {
            return false;
        }
    }
}
