package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static io.precinct99.stage.spiffe.Workbench.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffe.bundle.jwtbundle.JwtBundleSet;
import io.spiffe.bundle.x509bundle.X509BundleSet;
import io.spiffe.svid.jwtsvid.JwtSvid;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.svid.x509svid.X509SvidValidator;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.X509Context;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorityRotationTest {

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
    void preparedAuthorityIsPublishedAndDoesNotSign() throws Exception {
        X509Certificate leaf = client.fetchX509Context().getDefaultSvid().getLeaf();
        Updates<X509BundleSet> x509 = new Updates<>();
        client.watchX509Bundles(x509);
        Updates<JwtBundleSet> jwt = new Updates<>();
        client.watchJwtBundles(jwt);
        eventually(() -> x509.received.size() == 1 && jwt.received.size() == 1);

        trustDomain.prepareAuthority();

        eventually(() -> x509.received.size() == 2 && jwt.received.size() == 2);
        assertThat(authorities(x509.last())).hasSize(2);
        assertThat(jwt.last().getBundleForTrustDomain(WORKLOAD.getTrustDomain()).getJwtAuthorities())
                .hasSize(2);
        assertThat(client.fetchX509Context().getDefaultSvid().getLeaf()).isEqualTo(leaf);
    }

    @Test
    void streamLearnsTheNewAuthorityBeforeItSigns() throws Exception {
        Updates<X509Context> updates = new Updates<>();
        client.watchX509Context(updates);
        eventually(() -> updates.received.size() == 1);
        X509Svid before = updates.last().getDefaultSvid();

        trustDomain.rotateAuthority();

        eventually(() -> updates.received.size() == 3);
        X509Svid after = updates.last().getDefaultSvid();
        X509BundleSet published = updates.received.get(1).getX509BundleSet();
        X509SvidValidator.verifyChain(before.getChain(), published);
        X509SvidValidator.verifyChain(after.getChain(), published);
        assertThat(after.getLeaf().getIssuerX500Principal())
                .isNotEqualTo(before.getLeaf().getIssuerX500Principal());
    }

    @Test
    void revokedAuthorityIsTrustedNoMore() throws Exception {
        X509Svid oldSvid = client.fetchX509Context().getDefaultSvid();
        String oldToken = client.fetchJwtSvid("vault").getToken();
        trustDomain.rotateAuthority();
        JwtSvid.parseAndValidate(oldToken, client.fetchJwtBundles(), Set.of("vault"));

        trustDomain.revokeOldAuthorities();

        X509Context now = client.fetchX509Context();
        assertThat(authorities(now.getX509BundleSet())).hasSize(1);
        X509SvidValidator.verifyChain(now.getDefaultSvid().getChain(), now.getX509BundleSet());
        assertThatThrownBy(() -> X509SvidValidator.verifyChain(oldSvid.getChain(), now.getX509BundleSet()))
                .isInstanceOf(CertificateException.class);
        JwtBundleSet keys = client.fetchJwtBundles();
        assertThatThrownBy(() -> JwtSvid.parseAndValidate(oldToken, keys, Set.of("vault")))
                .isInstanceOf(Exception.class);
        JwtSvid.parseAndValidate(client.fetchJwtSvid("vault").getToken(), keys, Set.of("vault"));
    }

    @Test
    void authorityIsReplacedBeforeItEnds() throws Exception {
        TrustDomainSettings shortLived = TrustDomainSettings.of("precinct99.internal", bench.directory.resolve("s"))
                .withLives(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(12));
        DevelopmentTrustDomain replacing = bench.start(shortLived);
        replacing.register(WORKLOAD);
        WorkloadApiClient other = bench.client(replacing);
        var first = other.fetchX509Context().getDefaultSvid().getLeaf().getIssuerX500Principal();

        eventually(() -> !other.fetchX509Context()
                .getDefaultSvid()
                .getLeaf()
                .getIssuerX500Principal()
                .equals(first));

        X509Context now = other.fetchX509Context();
        X509SvidValidator.verifyChain(now.getDefaultSvid().getChain(), now.getX509BundleSet());
    }

    private static Set<X509Certificate> authorities(X509BundleSet bundles) throws Exception {
        return bundles.getBundleForTrustDomain(WORKLOAD.getTrustDomain()).getX509Authorities();
    }
}
