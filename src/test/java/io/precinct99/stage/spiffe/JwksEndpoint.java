package io.precinct99.stage.spiffe;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What SPIRE's OIDC discovery provider serves: the discovery document and the keys of JWT-SVIDs, over https. */
final class JwksEndpoint implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads;
    private final URI issuer;
    private final Supplier<String> keys;

    JwksEndpoint(InetSocketAddress address, ServingCertificate certificate, Supplier<String> keys) throws IOException {
        this.keys = keys;
        this.server = HttpsServer.create(address, 0);
        this.issuer = URI.create("https://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "jwks-endpoint");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
        server.createContext("/", this::answer);
        server.start();
    }

    /** Base URL; the {@code iss} of every JWT-SVID. */
    URI issuer() {
        return issuer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> send(exchange, discovery());
                case "/keys" -> send(exchange, keys.get());
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private String discovery() {
        return JSONObjectUtils.toJSONString(Map.of(
                "issuer", issuer.toString(),
                "jwks_uri", issuer.resolve("/keys").toString(),
                "authorization_endpoint", "",
                "response_types_supported", List.of("id_token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("ES256")));
    }
}
