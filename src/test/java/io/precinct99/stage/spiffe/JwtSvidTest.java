package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.OTHER;
import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.exception.JwtSvidException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.jwtsvid.JwtSvid;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.grpc.Workload;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JwtSvidTest {

    private final Workbench bench = new Workbench();
    private DevelopmentTrustDomain trustDomain;
    private WorkloadApiClient client;

    @BeforeEach
    void start() throws Exception {
        trustDomain = bench.start();
        trustDomain.register(WORKLOAD);
        trustDomain.register(OTHER);
        client = bench.client(trustDomain);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void tokenValidatesAgainstTheBundle() throws Exception {
        JwtSvid svid = client.fetchJwtSvid("vault", "archive");

        JwtSvid valid = JwtSvid.parseAndValidate(svid.getToken(), client.fetchJwtBundles(), Set.of("archive"));

        assertThat(valid.getSpiffeId()).isEqualTo(WORKLOAD);
        assertThat(valid.getAudience()).containsExactlyInAnyOrder("vault", "archive");
        assertThat(valid.getClaims())
                .containsEntry("iss", trustDomain.issuer().toString())
                .containsKeys("iat", "exp");
        assertThat(SignedJWT.parse(svid.getToken()).getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    }

    @Test
    void particularIdentityIsServed() throws Exception {
        assertThat(client.fetchJwtSvid(OTHER, "vault").getSpiffeId()).isEqualTo(OTHER);
    }

    @Test
    void everyIdentityIsServedWithTheDefaultFirst() {
        var request = Workload.JWTSVIDRequest.newBuilder().addAudience("vault").build();

        // On the wire: java-spiffe drops SVIDs whose hints are equal, the absent ones too.
        var answer = bench.wire(trustDomain).calls().fetchJWTSVID(request);

        assertThat(answer.getSvidsList())
                .extracting(Workload.JWTSVID::getSpiffeId)
                .containsExactly(WORKLOAD.toString(), OTHER.toString());
    }

    @Test
    void audienceIsRequired() {
        var calls = bench.wire(trustDomain).calls();

        assertThatThrownBy(() -> calls.fetchJWTSVID(Workload.JWTSVIDRequest.getDefaultInstance()))
                .hasMessage("INVALID_ARGUMENT: audience must be specified");
    }

    @Test
    void foreignIdentityIsRefused() {
        SpiffeId foreign = SpiffeId.parse("spiffe://precinct99.internal/somebody");

        assertThatThrownBy(() -> client.fetchJwtSvid(foreign, "vault"))
                .isInstanceOf(JwtSvidException.class)
                .hasStackTraceContaining("PERMISSION_DENIED: no identity issued");
    }

    @Test
    void validationIsForTheAudience() throws Exception {
        String token = client.fetchJwtSvid("vault").getToken();

        assertThat(client.validateJwtSvid(token, "vault").getSpiffeId()).isEqualTo(WORKLOAD);
        assertThatThrownBy(() -> client.validateJwtSvid(token, "archive")).hasStackTraceContaining("INVALID_ARGUMENT");
        assertThatThrownBy(() -> client.validateJwtSvid(token + "x", "vault"))
                .hasStackTraceContaining("INVALID_ARGUMENT");
    }
}
