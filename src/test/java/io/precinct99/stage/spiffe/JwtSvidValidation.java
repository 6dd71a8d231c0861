package io.precinct99.stage.spiffe;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.Status;
import io.spiffe.exception.InvalidSpiffeIdException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.workloadapi.grpc.Workload;
import java.text.ParseException;
import java.time.Instant;

/** Validates a JWT-SVID (JWT-SVID §4: signature, expiry, audience, subject) at one instant. */
final class JwtSvidValidation {

    private final TrustDomain trustDomain;
    private final Authorities authorities;
    private final Instant now;

    JwtSvidValidation(TrustDomain trustDomain, Authorities authorities, Instant now) {
        this.trustDomain = trustDomain;
        this.authorities = authorities;
        this.now = now;
    }

    Workload.ValidateJWTSVIDResponse validate(String svid, String audience) {
        try {
            SignedJWT token = SignedJWT.parse(svid);
            require(JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm()), "token is not signed with ES256");
            require(isSigned(token), "token is not signed by a published authority");
            JWTClaimsSet claims = token.getJWTClaimsSet();
            require(
                    claims.getExpirationTime() != null
                            && now.isBefore(claims.getExpirationTime().toInstant()),
                    "token has expired");
            require(claims.getAudience().contains(audience), "token is not meant for this audience");
            SpiffeId subject = SpiffeId.parse(claims.getSubject());
            require(subject.memberOf(trustDomain), "token is of another trust domain");
            return Workload.ValidateJWTSVIDResponse.newBuilder()
                    .setSpiffeId(subject.toString())
                    .setClaims(ClaimsStruct.of(token.getPayload().toJSONObject()))
                    .build();
        } catch (ParseException | InvalidSpiffeIdException | IllegalArgumentException e) {
            throw refused("token is malformed");
        }
    }

    private boolean isSigned(SignedJWT token) {
        return authorities.published().stream()
                .map(Authority::jwt)
                .filter(authority -> authority.keyId().equals(token.getHeader().getKeyID()))
                .anyMatch(authority -> authority.signed(token));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    private static RuntimeException refused(String reason) {
        return Status.INVALID_ARGUMENT.withDescription(reason).asRuntimeException();
    }
}
