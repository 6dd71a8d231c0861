package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecurityHeaderTest {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void callWithoutTheHeaderIsRefused() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start();
        trustDomain.register(WORKLOAD);
        Wire wire = bench.wire(trustDomain);
        X509SVIDRequest request = X509SVIDRequest.getDefaultInstance();

        assertThat(wire.calls().fetchX509SVID(request).hasNext()).isTrue();
        assertThatThrownBy(
                        () -> wire.callsWithoutHeader().fetchX509SVID(request).hasNext())
                .hasMessage("INVALID_ARGUMENT: security header missing from request");
    }
}
