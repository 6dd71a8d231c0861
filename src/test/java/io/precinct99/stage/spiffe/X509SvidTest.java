package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.OTHER;
import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static io.precinct99.stage.spiffe.Workbench.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.svid.x509svid.X509SvidValidator;
import io.spiffe.workloadapi.DefaultX509Source;
import io.spiffe.workloadapi.X509Context;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class X509SvidTest {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void svidVerifiesAgainstTheBundle() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        trustDomain.register(WORKLOAD);

        X509Context context = bench.client(trustDomain).fetchX509Context();

        X509Svid svid = context.getDefaultSvid();
        assertThat(svid.getSpiffeId()).isEqualTo(WORKLOAD);
        X509SvidValidator.verifyChain(svid.getChain(), context.getX509BundleSet());
        X509SvidValidator.verifySpiffeId(svid.getLeaf(), () -> Set.of(WORKLOAD));
    }

    @Test
    void leafFollowsTheProfile() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        trustDomain.register(WORKLOAD);

        X509Certificate leaf =
                bench.client(trustDomain).fetchX509Context().getDefaultSvid().getLeaf();

        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(6, WORKLOAD.toString()), List.of(2, "precinct99"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()).startsWith(true, false, false, false, false, false, false);
        assertThat(leaf.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getSubjectX500Principal().getName()).doesNotContain("CN=");
        assertThat(leaf.getNotBefore().toInstant()).isBefore(Instant.now().minusSeconds(5));
    }

    @Test
    void commonNameIsThereOnRequest() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start(bench.settings.withCommonName());
        trustDomain.register(WORKLOAD);

        X509Svid svid = bench.client(trustDomain).fetchX509Context().getDefaultSvid();

        assertThat(svid.getLeaf().getSubjectX500Principal().getName()).contains("CN=precinct99");
    }

    @Test
    void authorityFollowsTheProfile() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        trustDomain.register(WORKLOAD);

        X509Certificate authority = bench.client(trustDomain)
                .fetchX509Bundles()
                .getBundleForTrustDomain(WORKLOAD.getTrustDomain())
                .getX509Authorities()
                .iterator()
                .next();

        assertThat(authority.getSubjectAlternativeNames()).containsExactly(List.of(6, "spiffe://precinct99.internal"));
        assertThat(authority.getBasicConstraints()).isNotNegative();
        assertThat(authority.getKeyUsage())
                .containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(authority.getSubjectX500Principal().getName()).contains("O=");
    }

    @Test
    void freshSvidIsStreamedAtHalfLife() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start(
                bench.settings.withLives(Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofHours(1)));
        trustDomain.register(WORKLOAD);
        DefaultX509Source source =
                bench.closing(DefaultX509Source.newSource(DefaultX509Source.X509SourceOptions.builder()
                        .workloadApiClient(bench.client(trustDomain))
                        .initTimeout(Duration.ofSeconds(5))
                        .build()));
        X509Certificate first = source.getX509Svid().getLeaf();

        eventually(() -> !source.getX509Svid().getLeaf().equals(first));

        source.getX509Svid().getLeaf().checkValidity();
        first.checkValidity(); // it is replaced long before its end
    }

    @Test
    void newEntryIsStreamedAtOnceAndTheFirstStaysDefault() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        trustDomain.register(WORKLOAD);
        Updates<X509Context> updates = new Updates<>();
        bench.client(trustDomain).watchX509Context(updates);
        eventually(() -> updates.received.size() == 1);

        trustDomain.register(OTHER);

        eventually(() -> updates.received.size() == 2);
        assertThat(updates.last().getX509Svids())
                .extracting(X509Svid::getSpiffeId)
                .containsExactly(WORKLOAD, OTHER);
        assertThat(updates.last().getDefaultSvid().getSpiffeId()).isEqualTo(WORKLOAD);
    }
}
