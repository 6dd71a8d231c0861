package io.precinct99.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One HTTP exchange. The deadline covers connect, headers and body (the time-out of java.net.http ends at the headers), and
 * a body over 1 MiB ends the exchange.
 */
final class HttpTransport implements VaultTransport {
    private static final int BODY_CAP = 1 << 20;

    private final URI address;
    private final Optional<String> namespace;
    private final Supplier<HttpClient> client;

    HttpTransport(VaultConfig config, Supplier<HttpClient> client) {
        this.address = config.address();
        this.namespace = config.namespace();
        this.client = client;
    }

    @Override
    public VaultAnswer send(VaultRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.get().sendAsync(toHttp(request), info -> new CappedBody(BODY_CAP));
        try {
            HttpResponse<byte[]> response = exchange.get(request.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return new VaultAnswer(response.statusCode(), parse(request, response.body()), retryAfter(response));
        } catch (TimeoutException e) {
            throw VaultException.unavailable("the vault did not answer " + request.kind() + " in time", e);
        } catch (ExecutionException e) {
            throw new VaultException(
                    VaultException.Kind.UNAVAILABLE,
                    "the vault cannot be reached for " + request.kind(),
                    ": " + e.getCause(),
                    e.getCause(),
                    Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultException.unavailable("interrupted while waiting for the vault", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest toHttp(VaultRequest request) {
        try {
            return build(request);
        } catch (IllegalArgumentException e) { // not as the cause: it may quote the token
            throw VaultException.unavailable("the request for " + request.kind() + " cannot be sent", null);
        }
    }

    private HttpRequest build(VaultRequest request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(address + "/v1/" + request.path()))
                .timeout(request.deadline())
                .header("X-Vault-Request", "true")
                .method(
                        request.method(),
                        request.body()
                                .map(body -> BodyPublishers.ofString(body.toString()))
                                .orElse(BodyPublishers.noBody()));
        request.body().ifPresent(body -> http.header("Content-Type", "application/json"));
        request.token().ifPresent(token -> http.header("X-Vault-Token", token.reveal()));
        namespace.ifPresent(name -> http.header("X-Vault-Namespace", name));
        return http.build();
    }

    private static JsonObject parse(VaultRequest request, byte[] body) {
        if (body.length == 0) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        } catch (RuntimeException e) { // the parser's limits (digits, exponents, depth) have no exception in common
            throw VaultException.unavailable("the answer to " + request.kind() + " is not the JSON of a vault", e);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Retry-After")
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.trim())));
        } catch (NumberFormatException e) {
            return Optional.empty(); // a date: vaults do not send one
        }
    }
}
