package io.precinct99.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;

/** One keep-alive connection with at most one request under way. Used by the one thread of its {@link Load}. */
final class Client {
    private static final long TIMEOUT_NANOS = 15_000_000_000L;

    private final InetSocketAddress server;
    private final Selector selector;
    private final Mix mix;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final Answer answer = new Answer();
    private final ByteBuffer in = ByteBuffer.wrap(answer.buffer());
    private SocketChannel channel;
    private Call call;
    private long sentNanos;

    Client(InetSocketAddress server, Selector selector, Mix mix, Ledger ledger, long seed) {
        this.server = server;
        this.selector = selector;
        this.mix = mix;
        this.ledger = ledger;
        this.random = new SplittableRandom(seed);
    }

    boolean isIdle() {
        return call == null;
    }

    /** Sends the next request, on a new connection where there is none. */
    void send() {
        call = mix.next(random);
        sentNanos = System.nanoTime();
        answer.clear();
        try {
            if (channel == null) {
                connect();
            }
            ByteBuffer out = ByteBuffer.wrap(call.bytes());
            while (out.hasRemaining()) { // less than a socket's buffer: one turn
                channel.write(out);
            }
        } catch (IOException e) {
            failed(e.toString());
        }
    }

    /** Reads what came. @return true when the request ended, one way or the other */
    boolean receive() {
        if (call == null) { // the server ends a connection that nobody uses
            disconnect();
            return false;
        }
        try {
            in.limit(in.capacity()).position(answer.length());
            int count = channel.read(in);
            if (count < 0) {
                return failed("the server closed the connection");
            }
            if (!answer.took(count)) {
                return false;
            }
        } catch (IOException | RuntimeException e) {
            return failed(e.toString());
        }
        ledger.answered(call, answer, sentNanos);
        call = null;
        if (answer.closes()) {
            disconnect();
        }
        return true;
    }

    /** Gives up a request that waits for too long. */
    boolean timedOut(long nowNanos) {
        return call != null && nowNanos - sentNanos > TIMEOUT_NANOS && failed("no answer in time");
    }

    void disconnect() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
            channel = null;
        }
    }

    private boolean failed(String reason) {
        ledger.failed(call, reason, sentNanos);
        call = null;
        disconnect();
        return true;
    }

    private void connect() throws IOException {
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }
}
