package io.precinct99.identity;

import io.spiffe.exception.JwtSvidException;
import io.spiffe.exception.SocketEndpointAddressException;
import io.spiffe.svid.jwtsvid.JwtSvid;
import io.spiffe.workloadapi.DefaultWorkloadApiClient;
import io.spiffe.workloadapi.DefaultWorkloadApiClient.ClientOptions;
import io.spiffe.workloadapi.Watcher;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.X509Context;
import io.spiffe.workloadapi.retry.ExponentialBackoffPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Workload API behind one socket, with the limits that the client library lacks. Each stream and each JWT call gets a
 * channel of its own: a gRPC channel that failed backs off for up to two minutes, a fresh one connects at once.
 */
final class WorkloadApi {
    /** One try, no second: the library would go on for ever with up to a minute between tries; we supervise instead. */
    private static final ExponentialBackoffPolicy ONE_TRY = ExponentialBackoffPolicy.builder()
            .initialDelay(Duration.ofMillis(200))
            .maxDelay(Duration.ofMillis(200))
            .maxRetries(1)
            .backoffMultiplier(1)
            .build();

    private final String endpointSocket;

    WorkloadApi(String endpointSocket) {
        this.endpointSocket = endpointSocket;
    }

    /** A running stream of X.509 contexts; end it by {@link Stream#close()}. */
    Stream watchX509(Watcher<X509Context> watcher) {
        WorkloadApiClient client = connect();
        client.watchX509Context(watcher);
        return () -> close(client);
    }

    /** @throws IdentityUnavailable when the agent refuses, is away, or does not answer within {@code deadline} */
    JwtSvid fetchJwtSvid(String audience, Duration deadline) {
        WorkloadApiClient client = connect();
        FutureTask<JwtSvid> call = new FutureTask<>(() -> client.fetchJwtSvid(audience));
        Thread thread = new Thread(call, "precinct99-jwt-svid");
        thread.setDaemon(true);
        thread.start();
        try {
            return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof JwtSvidException svid && svid.getCause() != null
                    ? svid.getCause()
                    : e.getCause();
            throw new IdentityUnavailable("no JWT-SVID: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IdentityUnavailable("no JWT-SVID: the SPIFFE agent did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IdentityUnavailable("no JWT-SVID: interrupted", e);
        } finally {
            close(client); // also ends the thread of a call that hangs
        }
    }

    private WorkloadApiClient connect() {
        ClientOptions options = ClientOptions.builder()
                .spiffeSocketPath(endpointSocket)
                .exponentialBackoffPolicy(ONE_TRY)
                .build();
        try {
            return DefaultWorkloadApiClient.newClient(options);
        } catch (SocketEndpointAddressException e) {
            throw new IllegalStateException("SPIFFE_ENDPOINT_SOCKET was checked at start", e);
        }
    }

    private static void close(WorkloadApiClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Stream extends AutoCloseable {
        @Override
        void close();
    }
}
