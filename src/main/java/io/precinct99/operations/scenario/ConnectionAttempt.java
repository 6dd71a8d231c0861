package io.precinct99.operations.scenario;

import io.precinct99.operations.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a TCP connection and sends nothing. Only silence is taken for a block: a policy drops packets, while a refusal comes
 * from a machine that was reached, and a name without an address was never tried.
 */
record ConnectionAttempt(Duration limit) {
    /** Names of services have few addresses; each costs a time-out. */
    private static final int MOST_ADDRESSES = 3;

    Observation to(Target target) throws InterruptedException {
        List<InetAddress> addresses;
        try {
            addresses = resolve(target.host());
        } catch (ExecutionException | TimeoutException e) {
            return Observation.error("The name does not resolve, so nothing was tried.");
        }
        int silent = 0;
        for (InetAddress address : addresses) {
            Observation seen = to(new InetSocketAddress(address, target.port()));
            if (seen.actual() != Verdict.BLOCKED) {
                return seen;
            }
            silent++;
        }
        return Observation.blocked(
                "No answer within " + limit.toMillis() + " ms from any of " + silent + " addresses.");
    }

    private Observation to(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(limit.toMillis()));
            return Observation.allowed("The connection was opened.");
        } catch (SocketTimeoutException silence) {
            return Observation.blocked("No answer.");
        } catch (ConnectException refused) {
            return Observation.error(
                    "The connection was refused: nobody listens there, but the network let us through.");
        } catch (IOException e) {
            return Observation.error("The connection failed: " + e.getClass().getSimpleName() + ".");
        }
    }

    /** In a thread that ends by itself: asking DNS has no limit of its own. */
    private List<InetAddress> resolve(String host) throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<InetAddress[]> question = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread thread = new Thread(question, "precinct99-resolve");
        thread.setDaemon(true);
        thread.start();
        return List.of(question.get(limit.toMillis(), TimeUnit.MILLISECONDS)).stream()
                .limit(MOST_ADDRESSES)
                .toList();
    }
}
