package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static io.precinct99.stage.spiffe.Workbench.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.X509Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntriesTest {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void nobodyIsServedBeforeAnEntryExists() throws Exception {
        WorkloadApiClient client = bench.client(bench.start());

        assertThatThrownBy(client::fetchX509Context).hasStackTraceContaining("PERMISSION_DENIED: no identity issued");
        assertThatThrownBy(client::fetchX509Bundles).hasStackTraceContaining("PERMISSION_DENIED: no identity issued");
        assertThatThrownBy(client::fetchJwtBundles).hasStackTraceContaining("PERMISSION_DENIED: no identity issued");
        assertThatThrownBy(() -> client.fetchJwtSvid("vault"))
                .hasStackTraceContaining("PERMISSION_DENIED: no identity issued");
    }

    @Test
    void waitingWorkloadIsServedOnceRegistered() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        Updates<X509Context> updates = new Updates<>();
        bench.client(trustDomain).watchX509Context(updates);

        trustDomain.register(WORKLOAD);

        eventually(() -> !updates.received.isEmpty());
    }

    @Test
    void streamEndsWithTheLastEntry() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        trustDomain.register(WORKLOAD);
        WorkloadApiClient client = bench.client(trustDomain);
        Updates<X509Context> updates = new Updates<>();
        client.watchX509Context(updates);
        eventually(() -> updates.received.size() == 1);

        trustDomain.deregister(WORKLOAD);
        assertThatThrownBy(client::fetchX509Context).hasStackTraceContaining("PERMISSION_DENIED");
        trustDomain.register(WORKLOAD);

        // Served again only because the stream had ended and was opened anew.
        eventually(() -> updates.received.size() == 2);
    }

    @Test
    void entryOfAnotherTrustDomainIsRefused() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();

        assertThatThrownBy(() -> trustDomain.register(SpiffeId.parse("spiffe://elsewhere/workload")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(trustDomain.socket()).exists();
    }
}
