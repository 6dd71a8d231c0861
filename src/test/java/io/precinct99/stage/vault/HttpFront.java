package io.precinct99.stage.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.precinct99.stage.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The HTTPS server on loopback, which keeps its port over stop and start. Every request runs in its own pool. */
final class HttpFront implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int BACKLOG = 1024;

    static {
        // The server of the JDK writes headers and body apart: with Nagle's algorithm each answer takes 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(BACKLOG),
            DaemonThreads.named("development-vault-http"));
    private final SSLContext tls;
    private final Answering answering;
    private final int port;
    private HttpsServer server;

    HttpFront(SSLContext tls, int port, Faults faults, CallCounts counts, Function<HttpCall, Answer> dispatcher) {
        this.tls = tls;
        this.port = Ports.orFree(port);
        this.answering = new Answering(faults, counts, dispatcher, pool);
    }

    synchronized void start() throws IOException {
        if (server != null) {
            return;
        }
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setHttpsConfigurator(new ClientCertificateWanted(tls));
        server.setExecutor(pool);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Cuts every connection. */
    synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    int port() {
        return port;
    }

    /** Answers what a fault had kept waiting. */
    void resume() {
        answering.resume();
    }

    @Override
    public void close() {
        stop();
        answering.close();
        pool.shutdownNow();
        DaemonThreads.await(pool, Duration.ofMillis(500));
    }

    private void handle(HttpExchange exchange) {
        answering.accept(exchange);
    }

    private static final class ClientCertificateWanted extends HttpsConfigurator {

        ClientCertificateWanted(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            var wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
        }
    }
}
