package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static io.precinct99.stage.spiffe.Workbench.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.X509CertUtils;
import io.precinct99.stage.Background;
import io.spiffe.exception.JwtBundleException;
import io.spiffe.exception.JwtSvidException;
import io.spiffe.exception.X509BundleException;
import io.spiffe.exception.X509ContextException;
import io.spiffe.svid.jwtsvid.JwtSvid;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.X509Context;
import io.spiffe.workloadapi.grpc.Workload;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {

    private final Workbench bench = new Workbench();
    private DevelopmentTrustDomain trustDomain;
    private WorkloadApiClient client;

    @BeforeEach
    void start() throws Exception {
        trustDomain = bench.start();
        trustDomain.register(WORKLOAD);
        client = bench.client(trustDomain);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void permissionDeniedRefusesRegisteredWorkloads() throws Exception {
        trustDomain.inject(Fault.PERMISSION_DENIED);
        assertThatThrownBy(client::fetchX509Context).hasStackTraceContaining("PERMISSION_DENIED: no identity issued");

        trustDomain.heal();
        assertThat(client.fetchX509Context().getDefaultSvid().getSpiffeId()).isEqualTo(WORKLOAD);
    }

    @Test
    void unavailableRefusesAndHeals() throws Exception {
        trustDomain.inject(Fault.UNAVAILABLE);
        assertThatThrownBy(client::fetchX509Context).hasStackTraceContaining("UNAVAILABLE");

        trustDomain.heal();
        assertThat(client.fetchX509Context().getDefaultSvid().getSpiffeId()).isEqualTo(WORKLOAD);
    }

    @Test
    void frozenHoldsCallsUntilHealedAndKeepsStreamsOpen() throws Exception {
        Updates<X509Context> updates = new Updates<>();
        client.watchX509Context(updates);
        eventually(() -> updates.received.size() == 1);

        trustDomain.inject(Fault.FROZEN);
        trustDomain.rotateAuthority();
        CompletableFuture<JwtSvid> held = Background.supply(() -> fetchJwt());
        assertThatThrownBy(() -> held.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(updates.received).hasSize(1);

        trustDomain.heal();
        assertThat(held.get(30, TimeUnit.SECONDS).getSpiffeId()).isEqualTo(WORKLOAD);
        eventually(() -> updates.received.size() == 2);
        assertThat(updates.errors).isEmpty();
    }

    @Test
    void malformedAnswersCannotBeParsed() throws Exception {
        trustDomain.inject(Fault.MALFORMED);

        assertThatThrownBy(client::fetchX509Context).isInstanceOf(X509ContextException.class);
        assertThatThrownBy(client::fetchX509Bundles).isInstanceOf(X509BundleException.class);
        assertThatThrownBy(client::fetchJwtBundles).isInstanceOf(JwtBundleException.class);
        assertThatThrownBy(() -> client.fetchJwtSvid("vault")).isInstanceOf(JwtSvidException.class);
        assertThat(svidOnTheWire().getX509Svid()).isEqualTo(X509Answers.GARBAGE);
    }

    @Test
    void mismatchedKeySignsWhatTheCertificateDoesNotVerify() throws Exception {
        trustDomain.inject(Fault.MISMATCHED_KEY);

        String token = client.fetchJwtSvid("vault").getToken();
        assertThatThrownBy(() -> JwtSvid.parseAndValidate(token, client.fetchJwtBundles(), Set.of("vault")))
                .hasMessageContaining("ignature");
        assertThat(keyFits(svidOnTheWire())).isFalse();
        trustDomain.heal();
        assertThat(keyFits(svidOnTheWire())).isTrue();
    }

    @Test
    void expiredSvidsAreServed() throws Exception {
        trustDomain.inject(Fault.EXPIRED);

        X509Svid svid = client.fetchX509Context().getDefaultSvid();
        assertThatThrownBy(() -> svid.getLeaf().checkValidity()).isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> client.fetchJwtSvid("vault")).hasStackTraceContaining("expired");

        trustDomain.heal();
        client.fetchX509Context().getDefaultSvid().getLeaf().checkValidity();
    }

    @Test
    void stoppedCutsStreamsAndComesBackWithTheSameKeys() throws Exception {
        Updates<X509Context> updates = new Updates<>();
        client.watchX509Context(updates);
        eventually(() -> updates.received.size() == 1);
        String bundle = trustDomain.bundlePem();

        trustDomain.inject(Fault.STOPPED);
        assertThat(trustDomain.socket()).doesNotExist();
        assertThatThrownBy(client::fetchX509Context).isInstanceOf(X509ContextException.class);

        trustDomain.heal();
        eventually(() -> updates.received.size() == 2);
        assertThat(trustDomain.bundlePem()).isEqualTo(bundle);
    }

    @Test
    void cutStreamEndsAsAfterAKilledAgent() {
        var stream = bench.wire(trustDomain).calls().fetchX509SVID(Workload.X509SVIDRequest.getDefaultInstance());
        assertThat(stream.next().getSvidsCount()).isEqualTo(1);

        trustDomain.inject(Fault.STOPPED);

        assertThatThrownBy(stream::next).hasMessageStartingWith("UNAVAILABLE");
    }

    @Test
    void closingIsQuickAndLeavesNothing() throws Exception {
        client.watchX509Context(new Updates<>());
        long before = System.nanoTime();

        trustDomain.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(trustDomain.socket()).doesNotExist();
        eventually(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().matches("(workload-api|trust-domain|jwks-endpoint).*")));
    }

    private JwtSvid fetchJwt() {
        try {
            return client.fetchJwtSvid("vault");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Workload.X509SVID svidOnTheWire() {
        var request = Workload.X509SVIDRequest.getDefaultInstance();
        return bench.wire(trustDomain).calls().fetchX509SVID(request).next().getSvids(0);
    }

    private static boolean keyFits(Workload.X509SVID svid) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(svid.getX509SvidKey().toByteArray())));
        byte[] signed = signature.sign();
        signature.initVerify(X509CertUtils.parse(svid.getX509Svid().toByteArray()));
        return signature.verify(signed);
    }
}
