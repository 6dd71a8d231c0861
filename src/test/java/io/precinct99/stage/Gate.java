package io.precinct99.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A relay between one server and one of its dependencies, which can be shut (refused, as when nobody listens), silenced
 * (connections stay and nothing passes, as when packets are dropped) or slowed. Thread-safe.
 */
public final class Gate implements AutoCloseable {
    private enum State {
        OPEN,
        SILENT,
        SHUT
    }

    private final SocketAddress target;
    private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();
    private final SocketAddress here;
    private ServerSocketChannel listener;
    private State state = State.SHUT;
    private volatile Duration delay = Duration.ZERO;

    private Gate(SocketAddress here, SocketAddress target) {
        this.here = here;
        this.target = target;
    }

    /** An open gate on a free loopback port. */
    static Gate before(String host, int port) throws IOException {
        Gate gate = new Gate(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()),
                new InetSocketAddress(InetAddress.getByName(host), port));
        gate.open();
        return gate;
    }

    /** An open gate with a socket file of its own. */
    static Gate before(Path socket) throws IOException {
        Path mine = Files.createTempDirectory("gate").resolve("s");
        Gate gate = new Gate(UnixDomainSocketAddress.of(mine), UnixDomainSocketAddress.of(socket));
        gate.open();
        return gate;
    }

    int port() {
        return ((InetSocketAddress) here).getPort();
    }

    String path() {
        return here.toString();
    }

    /** Lets everything pass again; what was held back while silent arrives now. */
    public synchronized void open() throws IOException {
        if (state == State.SHUT) {
            boolean unix = here instanceof UnixDomainSocketAddress;
            ServerSocketChannel opened =
                    unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
            opened.bind(here, 1_000);
            listener = opened;
            inBackground("gate", () -> accept(opened));
        }
        state = State.OPEN;
        delay = Duration.ZERO;
        notifyAll();
    }

    /** Cuts every connection and refuses new ones. */
    public synchronized void shut() throws IOException {
        state = State.SHUT;
        notifyAll();
        if (listener != null) {
            listener.close();
        }
        if (here instanceof UnixDomainSocketAddress file) {
            Files.deleteIfExists(file.getPath());
        }
        for (SocketChannel channel : channels) {
            quietly(channel);
        }
        channels.clear();
    }

    /** Connections stay, new ones are taken, and nothing passes in either direction. */
    public synchronized void silence() {
        state = State.SILENT;
    }

    /** Every piece of an answer comes this much later. */
    public void slow(Duration by) {
        delay = by;
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private void accept(ServerSocketChannel from) throws IOException {
        while (from.isOpen()) {
            SocketChannel near = from.accept();
            channels.add(near);
            inBackground("gate-in", () -> relay(near));
        }
    }

    private void relay(SocketChannel near) throws IOException {
        if (!passable()) {
            quietly(near);
            return;
        }
        try (near;
                SocketChannel far = SocketChannel.open(target)) {
            channels.add(far);
            Thread answers = inBackground("gate-out", () -> pump(far, near, true));
            pump(near, far, false);
            answers.join();
            channels.remove(far);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            channels.remove(near);
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean answers) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16_384);
        try {
            while (from.read(buffer) >= 0 && passable()) {
                if (answers && !delay.isZero()) {
                    Thread.sleep(delay.toMillis());
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            quietly(to);
            quietly(from);
        }
    }

    /** Waits while the gate is silent. @return false when it is shut */
    private synchronized boolean passable() {
        try {
            while (state == State.SILENT) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return state == State.OPEN;
    }

    private static void quietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread inBackground(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // one side went away, or the gate was shut
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
