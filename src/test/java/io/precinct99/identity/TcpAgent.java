package io.precinct99.identity;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A Workload API on loopback that behaves as a test needs it. */
abstract class TcpAgent implements SpiffeWorkloadAPIGrpc.AsyncService, AutoCloseable {
    private final Server server;

    TcpAgent() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(SpiffeWorkloadAPIGrpc.bindService(this))
                .build()
                .start();
    }

    final String endpoint() {
        return "tcp://127.0.0.1:" + server.getPort();
    }

    @Override
    public final void close() {
        server.shutdownNow();
    }
}
