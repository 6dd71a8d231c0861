package io.precinct99.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.jwtsvid.JwtSvid;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** JWT-SVIDs that look like a genuine one, key id included, but are signed by a key made on the spot. */
public final class CounterfeitJwt {
    private static final int RSA_BITS = 2048;

    private CounterfeitJwt() {}

    /** One that names somebody else. */
    public static String naming(SpiffeId other, JwtSvid original) {
        return signed(original, claims(original).subject(other.toString()));
    }

    /** One of ours that ended {@code ago}. */
    public static String expired(JwtSvid original, Duration ago) {
        Instant end = Instant.now().minus(ago);
        return signed(
                original,
                claims(original).issueTime(Date.from(end.minusSeconds(60))).expirationTime(Date.from(end)));
    }

    private static JWTClaimsSet.Builder claims(JwtSvid original) {
        try {
            return new JWTClaimsSet.Builder(SignedJWT.parse(original.getToken()).getJWTClaimsSet());
        } catch (ParseException e) {
            throw new IllegalStateException("the agent gave a JWT-SVID that is no JWT", e);
        }
    }

    private static String signed(JwtSvid original, JWTClaimsSet.Builder claims) {
        try {
            JWSHeader header = SignedJWT.parse(original.getToken()).getHeader();
            SignedJWT forged = new SignedJWT(header, claims.build());
            forged.sign(signer(header.getAlgorithm()));
            return forged.serialize();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("a JWT-SVID of this kind cannot be imitated", e);
        }
    }

    private static JWSSigner signer(JWSAlgorithm algorithm) throws JOSEException {
        if (JWSAlgorithm.Family.EC.contains(algorithm)) {
            Curve curve = Curve.forJWSAlgorithm(algorithm).iterator().next();
            return new ECDSASigner(new ECKeyGenerator(curve).generate());
        }
        return new RSASSASigner(new RSAKeyGenerator(RSA_BITS).generate());
    }
}
