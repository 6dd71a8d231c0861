package io.precinct99.stage.spiffe;

import com.google.protobuf.ByteString;
import com.nimbusds.jwt.JWTClaimsSet;
import io.grpc.Status;
import io.spiffe.exception.InvalidSpiffeIdException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.workloadapi.grpc.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/** Answers of the JWT-SVID profile (SPIFFE Workload API §6). */
final class JwtAnswers {

    private static final Duration EXPIRED_SINCE = Duration.ofMinutes(1);

    private final TrustDomainSettings settings;
    private final URI issuer;
    private final InstantSource clock;

    JwtAnswers(TrustDomainSettings settings, URI issuer, InstantSource clock) {
        this.settings = settings;
        this.issuer = issuer;
        this.clock = clock;
    }

    Workload.JWTSVIDResponse svids(Publication now, Workload.JWTSVIDRequest request) {
        if (request.getAudienceList().isEmpty()) {
            throw invalid("audience must be specified");
        }
        Workload.JWTSVIDResponse.Builder answer = Workload.JWTSVIDResponse.newBuilder();
        for (SpiffeId id : requested(now, request.getSpiffeId())) {
            answer.addSvids(Workload.JWTSVID
                    .newBuilder()
                    .setSpiffeId(id.toString())
                    .setSvid(token(now, id, request.getAudienceList())));
        }
        return answer.build();
    }

    Workload.JWTBundlesResponse bundles(Publication now) {
        ByteString bundle = now.has(Fault.MALFORMED)
                ? X509Answers.GARBAGE
                : ByteString.copyFromUtf8(new TrustBundle(now.authorities()).jwtBundle());
        return Workload.JWTBundlesResponse.newBuilder()
                .putBundles(settings.trustDomain().toIdString(), bundle)
                .build();
    }

    Workload.ValidateJWTSVIDResponse validate(Publication now, Workload.ValidateJWTSVIDRequest request) {
        if (request.getAudience().isEmpty()) {
            throw invalid("audience must be specified");
        }
        if (request.getSvid().isEmpty()) {
            throw invalid("svid must be specified");
        }
        return new JwtSvidValidation(settings.trustDomain(), now.authorities(), clock.instant())
                .validate(request.getSvid(), request.getAudience());
    }

    private List<SpiffeId> requested(Publication now, String requested) {
        if (requested.isEmpty()) {
            return now.entries();
        }
        SpiffeId id;
        try {
            id = SpiffeId.parse(requested);
        } catch (InvalidSpiffeIdException e) {
            throw invalid("invalid requested SPIFFE ID: " + e.getMessage());
        }
        if (!now.entries().contains(id)) {
            throw Publication.NO_IDENTITY.asRuntimeException();
        }
        return List.of(id);
    }

    private String token(Publication now, SpiffeId id, List<String> audience) {
        if (now.has(Fault.MALFORMED)) {
            return X509Answers.GARBAGE.toStringUtf8();
        }
        Instant instant = clock.instant();
        Instant issued =
                now.has(Fault.EXPIRED) ? instant.minus(settings.jwtSvidLife()).minus(EXPIRED_SINCE) : instant;
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(id.toString())
                .audience(audience)
                .issuer(issuer.toString())
                .issueTime(Date.from(issued))
                .expirationTime(
                        Date.from(Validity.from(issued, settings.jwtSvidLife()).notAfter()))
                .build();
        JwtAuthority signer = now.authorities().signer().jwt();
        return (now.has(Fault.MISMATCHED_KEY) ? signer.impostor() : signer).sign(claims);
    }

    private static RuntimeException invalid(String reason) {
        return Status.INVALID_ARGUMENT.withDescription(reason).asRuntimeException();
    }
}
