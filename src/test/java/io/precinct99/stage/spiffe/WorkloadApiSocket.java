package io.precinct99.stage.spiffe;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.SingleThreadEventLoop;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Serves the Workload API on a Unix domain socket, on one thread. It can be stopped and started again. Not thread-safe.
 */
final class WorkloadApiSocket {

    /** Netty warns of SO_KEEPALIVE at each connection, which no Unix domain socket has. Held, or the level is lost. */
    private static final Logger NOISE = Logger.getLogger("io.grpc.netty.shaded.io.netty.bootstrap");

    static {
        NOISE.setLevel(Level.SEVERE);
    }

    private final SocketFile file;
    private final ServerServiceDefinition calls;
    private EventLoopGroup loop;
    private Server server;

    WorkloadApiSocket(SocketFile file, WorkloadApi api) {
        this.file = file;
        this.calls = ServerInterceptors.intercept(SpiffeWorkloadAPIGrpc.bindService(api), new SecurityHeader());
    }

    Path path() {
        return file.path();
    }

    void start() throws IOException {
        if (loop != null) {
            return;
        }
        if (!Epoll.isAvailable()) {
            throw new IllegalStateException(
                    "the development trust domain needs Linux (epoll)", Epoll.unavailabilityCause());
        }
        file.claim();
        loop = new EpollEventLoopGroup(1, new DefaultThreadFactory("workload-api", true));
        try {
            server = NettyServerBuilder.forAddress(
                            new DomainSocketAddress(file.path().toFile()))
                    .channelType(EpollServerDomainSocketChannel.class)
                    .bossEventLoopGroup(loop)
                    .workerEventLoopGroup(loop)
                    .directExecutor()
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .addService(calls)
                    .build()
                    .start();
        } catch (IOException e) {
            endLoop();
            throw e;
        }
    }

    /** Cuts every connection without a farewell, as the kernel does for a killed process, and removes the socket. */
    void stop() throws IOException {
        if (loop == null) {
            return;
        }
        cutConnections();
        server.shutdownNow();
        endLoop();
        file.remove();
    }

    private void cutConnections() {
        loop.forEach(executor -> {
            SingleThreadEventLoop one = (SingleThreadEventLoop) executor;
            one.submit(() -> {
                        for (Iterator<Channel> open = one.registeredChannelsIterator(); open.hasNext(); ) {
                            Channel channel = open.next();
                            channel.unsafe().closeForcibly();
                        }
                    })
                    .awaitUninterruptibly(500);
        });
    }

    private void endLoop() {
        loop.shutdownGracefully(0, 300, TimeUnit.MILLISECONDS).awaitUninterruptibly(800);
        loop = null;
    }
}
