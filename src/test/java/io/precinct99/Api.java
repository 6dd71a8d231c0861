package io.precinct99;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A client of the API, as a person with curl is one. Thread-safe. */
public final class Api {
    public static final String PASSWORD = "correct horse battery 9";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Map<String, String> headers;

    public Api(URI base) {
        this(base, Map.of());
    }

    private Api(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same, as seen through a proxy that names this address. */
    public Api from(String forwardedFor) {
        return new Api(base, Map.of("X-Forwarded-For", forwardedFor));
    }

    /** The same within a trace (W3C Trace Context). @param id 32 hexadecimal digits */
    public Api traced(String id) {
        return new Api(base, Map.of("traceparent", "00-" + id + "-00f067aa0ba902b7-01"));
    }

    public static String freshName() {
        return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    /** Registers somebody, and waits until the first log-in works: readiness as a user sees it. */
    public void awaitReady() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        HttpResponse<String> last = null;
        while (System.nanoTime() - end < 0) {
            last = get("/api/v1/health/ready", null);
            if (last.statusCode() == 200) {
                return;
            }
            pause();
        }
        throw new AssertionError("not ready: " + (last == null ? "no answer" : last.body()));
    }

    public void register(String name) throws IOException {
        HttpResponse<String> answer = tryRegister(name);
        if (answer.statusCode() != 201) {
            throw new AssertionError("register answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Registers somebody. @return whatever the server answers */
    public HttpResponse<String> tryRegister(String name) throws IOException {
        String body = "{\"username\":\"" + name + "\",\"email\":\"" + name + "@precinct99.nypd\",\"password\":\""
                + PASSWORD + "\"}";
        return post("/api/v1/auth/register", body, null);
    }

    /** Logs in. @return the access token */
    public String logIn(String name) throws IOException {
        return logIn(name, PASSWORD);
    }

    public String logIn(String name, String password) throws IOException {
        HttpResponse<String> answer = tryLogIn(name, password);
        if (answer.statusCode() != 200) {
            throw new AssertionError("log-in answered " + answer.statusCode() + " " + answer.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject().getString("access_token");
        }
    }

    /** Logs in. @return whatever the server answers */
    public HttpResponse<String> tryLogIn(String name, String password) throws IOException {
        return post("/api/v1/auth/login", "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}", null);
    }

    /** @param token may be null */
    public HttpResponse<String> get(String path, String token) throws IOException {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET(), token);
    }

    /** @param token may be null */
    public HttpResponse<String> post(String path, String json, String token) throws IOException {
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)),
                token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String token) throws IOException {
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
