package io.precinct99.identity;

import io.grpc.Context;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Workload API behind one socket, with the limits that the client library lacks. Each stream and each JWT call gets a
 * channel of its own: a gRPC channel that failed backs off for up to two minutes, a fresh one connects at once.
 */
class WorkloadApi {
    /** One try, no second: the library would go on for ever with up to a minute between tries; we supervise instead. */
    private static final ExponentialBackoffPolicy ONE_TRY = ExponentialBackoffPolicy.builder()
            .initialDelay(Duration.ofMillis(200))
            .maxDelay(Duration.ofMillis(200))
            .maxRetries(1)
            .backoffMultiplier(1)
            .build();

    private final String endpointSocket;
    private final ThreadFactory threads;

    WorkloadApi(String endpointSocket) {
        this(endpointSocket, WorkloadApi::daemon);
    }

    WorkloadApi(String endpointSocket, ThreadFactory threads) {
        this.endpointSocket = endpointSocket;
        this.threads = threads;
    }

    /** A running stream of X.509 contexts; end it by {@link Stream#close()}. */
    Stream watchX509(Watcher<X509Context> watcher) {
        WorkloadApiClient client = apart(() -> {
            WorkloadApiClient connected = connect();
            try {
                connected.watchX509Context(new EndReported(watcher));
                return connected;
            } catch (RuntimeException | Error e) {
                close(connected);
                throw e;
            }
        });
        return () -> end(client);
    }

    /** @throws IdentityUnavailable when the agent refuses, is away, or does not answer within {@code deadline} */
    JwtSvid fetchJwtSvid(String audience, Duration deadline) {
        WorkloadApiClient client = apart(this::connect);
        try {
            return within(deadline, start(() -> client.fetchJwtSvid(audience)));
        } finally {
            end(client);
        }
    }

    private static JwtSvid within(Duration deadline, FutureTask<JwtSvid> call) {
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
            call.cancel(true); // one that hangs would hold its thread, and over TCP its closed client too
        }
    }

    WorkloadApiClient connect() {
        ClientOptions options = ClientOptions.builder()
                .spiffeSocketPath(endpointSocket)
                .exponentialBackoffPolicy(ONE_TRY)
                .executorService(executor())
                .build();
        try {
            return DefaultWorkloadApiClient.newClient(options);
        } catch (SocketEndpointAddressException e) {
            throw new IllegalStateException("SPIFFE_ENDPOINT_SOCKET was checked at start", e);
        }
    }

    /** The library's own, which it shuts down first, refuses the news of a cancelled call: over TCP the agent never hears of it. */
    private static ExecutorService executor() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private void end(WorkloadApiClient client) {
        try {
            apart(() -> close(client));
        } catch (OutOfMemoryError noThread) { // better what Netty leaves in this one than an open channel
            close(client);
        }
    }

    private static Void close(WorkloadApiClient client) {
        try {
            client.close();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In a thread that ends: Netty leaves objects in every thread that calls it, and those of the container live on; they would
     * keep a stopped application in memory.
     */
    private <T> T apart(Callable<T> work) {
        FutureTask<T> task = start(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // the work is short, and a client that nobody knows would never be closed
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        threads.newThread(task).start();
        return task;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "precinct99-workload-api");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reports the end of a stream that the agent ends without an error, too: of that the library tells nobody, but it closes the
     * context in which it delivers. So does our own end of it; then nobody listens any more.
     */
    private static final class EndReported implements Watcher<X509Context>, Context.CancellationListener {
        private final Watcher<X509Context> watcher;
        private boolean listening;

        EndReported(Watcher<X509Context> watcher) {
            this.watcher = watcher;
        }

        @Override
        public void onUpdate(X509Context update) {
            watcher.onUpdate(update);
            if (!listening) {
                listening = true;
                Context.current().addListener(this, Runnable::run);
            }
        }

        @Override
        public void onError(Throwable failure) {
            watcher.onError(failure);
        }

        @Override
        public void cancelled(Context stream) {
            watcher.onError(new IOException("the agent ended the stream"));
        }
    }

    interface Stream extends AutoCloseable {
        @Override
        void close();
    }
}
