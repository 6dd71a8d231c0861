package io.precinct99.identity;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts calls over TCP and answers none. */
final class FrozenAgent implements SpiffeWorkloadAPIGrpc.AsyncService, AutoCloseable {
    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger held = new AtomicInteger();
    private final Server server;

    FrozenAgent() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(SpiffeWorkloadAPIGrpc.bindService(this))
                .build()
                .start();
    }

    String endpoint() {
        return "tcp://127.0.0.1:" + server.getPort();
    }

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

    @Override
    public void close() {
        server.shutdownNow();
    }
}
