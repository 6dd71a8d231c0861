package io.precinct99.stage.spiffe;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.stub.MetadataUtils;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIBlockingStub;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Calls without a client library, to see what is on the wire. Every call ends after 5 s. */
record Wire(EventLoopGroup loop, ManagedChannel channel) implements AutoCloseable {

    static Wire to(Path socket) {
        EventLoopGroup loop = new EpollEventLoopGroup(1);
        return new Wire(
                loop,
                NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                        .channelType(EpollDomainSocketChannel.class)
                        .eventLoopGroup(loop)
                        .usePlaintext()
                        .build());
    }

    SpiffeWorkloadAPIBlockingStub calls() {
        Metadata header = new Metadata();
        header.put(Metadata.Key.of("workload.spiffe.io", Metadata.ASCII_STRING_MARSHALLER), "true");
        return callsWithoutHeader().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header));
    }

    SpiffeWorkloadAPIBlockingStub callsWithoutHeader() {
        return SpiffeWorkloadAPIGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS);
    }
}
