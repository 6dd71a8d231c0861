package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.operations.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionAttemptTest {
    private final ConnectionAttempt connection = new ConnectionAttempt(Duration.ofMillis(300));

    @Test
    void openPortIsAllowed() throws Exception {
        try (ServerSocket open = listening(50)) {
            assertThat(connection.to(target(open)).actual()).isEqualTo(Verdict.ALLOWED);
        }
    }

    @Test
    void silenceIsBlocked() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket silent = listening(1)) {
            fill(silent, queue);
            assertThat(connection.to(target(silent)))
                    .isEqualTo(Observation.blocked("No answer within 300 ms from any of 1 addresses."));
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void refusalIsNoBlock() throws Exception {
        Target closed;
        try (ServerSocket once = listening(1)) {
            closed = target(once);
        }
        Observation seen = connection.to(closed);
        assertThat(seen.actual()).isEqualTo(Verdict.ERROR);
        assertThat(seen.detail()).contains("refused");
    }

    @Test
    void nameWithoutAddressIsNoBlock() throws Exception {
        Observation seen = connection.to(new Target("nobody.invalid", 443));
        assertThat(seen.actual()).isEqualTo(Verdict.ERROR);
        assertThat(seen.detail()).contains("does not resolve");
    }

    @Test
    void scenarioWithoutTargetsProvesNothing() throws Exception {
        try (ServerSocket open = listening(50)) {
            Steps steps = new Steps(Duration.ofSeconds(5));
            new NetworkScenario(target(open), target(open), List.of(), connection).run(steps, null);
            assertThat(steps.results()).extracting(StepResult::actual).containsExactly("allowed", "allowed", "error");
        }
    }

    /** Nobody accepts: as soon as the queue is full, the kernel drops what comes, as a network policy does. */
    private static void fill(ServerSocket silent, List<Socket> queue) throws IOException {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(silent.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("the queue is never full");
    }

    private static ServerSocket listening(int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), backlog);
        return socket;
    }

    private static Target target(ServerSocket socket) {
        return new Target("127.0.0.1", socket.getLocalPort());
    }
}
