package io.precinct99.identity;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.Workload;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts calls over TCP and answers none. */
final class FrozenAgent extends TcpAgent {
    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger held = new AtomicInteger();

    FrozenAgent() throws IOException {}

    @Override
    public void fetchX509SVID(Workload.X509SVIDRequest request, StreamObserver<Workload.X509SVIDResponse> caller) {
        hold(caller);
    }

    @Override
    public void fetchJWTSVID(Workload.JWTSVIDRequest request, StreamObserver<Workload.JWTSVIDResponse> caller) {
        hold(caller);
    }

    private void hold(StreamObserver<?> caller) {
        accepted.incrementAndGet();
        held.incrementAndGet();
        ((ServerCallStreamObserver<?>) caller).setOnCancelHandler(held::decrementAndGet);
    }
}
