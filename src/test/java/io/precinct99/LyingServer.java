package io.precinct99;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as the application would, as far as {@code Verify.java} looks, but for one lie. */
final class LyingServer implements AutoCloseable {
    /** What is wrong with it, and which checks notice. */
    enum Lie {
        NONE(),
        READY_WHEN_IT_IS_NOT("ready"),
        ANY_PASSWORD("wrong password"),
        ANY_SIGNATURE("bad token"),
        LOG_OUT_ENDS_NOTHING("log out as operator: token ended", "log out: token ended"),
        HTML_ERRORS("unknown path"),
        PASSED_WITHOUT_A_STEP("scenario rotation"),
        PASSED_DESPITE_A_STEP("scenario rotation"),
        BLOCKED_WITHOUT_LOOKING("scenario rotation");

        private final List<String> noticed;

        Lie(String... noticed) {
            this.noticed = List.of(noticed);
        }

        List<String> noticed() {
            return noticed;
        }
    }

    private final Lie lie;
    private final HttpServer server;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private volatile String registered = "";
    private volatile String password = "";

    private LyingServer(Lie lie, HttpServer server) {
        this.lie = lie;
        this.server = server;
    }

    static LyingServer start(Lie lie) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LyingServer started = new LyingServer(lie, server);
        server.createContext("/", started::answer);
        server.start();
        return started;
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
        String header = call.getRequestHeaders().getFirst("Authorization");
        String token = header == null ? "" : header.substring("Bearer ".length());
        switch (path) {
            case "/api/v1/health/ready" ->
                send(
                        call,
                        200,
                        lie == Lie.READY_WHEN_IT_IS_NOT ? "{\"status\":\"not_ready\"}" : "{\"status\":\"ready\"}");
            case "/health/live" -> send(call, 200, "{\"status\":\"UP\"}");
            case "/api/v1/auth/register" -> {
                registered = member(body, "username");
                password = member(body, "password");
                send(call, 201, "{\"id\":1,\"username\":\"" + registered + "\"}");
            }
            case "/api/v1/auth/login" -> logIn(call, body);
            case "/api/v1/auth/me" -> {
                if (isValid(token)) {
                    send(call, 200, "{\"username\":\"" + registered + "\"}");
                } else {
                    refuse(call, 401, token.isEmpty() ? "authentication_required" : "invalid_token");
                }
            }
            case "/api/v1/auth/logout" -> {
                ended.add(lie == Lie.LOG_OUT_ENDS_NOTHING ? "" : token);
                call.sendResponseHeaders(204, -1);
                call.close();
            }
            case "/api/v1/operations/leases" -> refuse(call, 403, "forbidden");
            case "/api/v1/github/status" -> send(call, 200, "{\"is_configured\":false}");
            default -> {
                if (path.startsWith("/api/v1/operations/scenarios/")) {
                    send(call, 200, run(path.substring(path.lastIndexOf('/') + 1)));
                } else if (lie == Lie.HTML_ERRORS) {
                    send(call, 404, "<html>", "text/html");
                } else {
                    refuse(call, 404, "not_found");
                }
            }
        }
    }

    private void logIn(HttpExchange call, String body) throws IOException {
        String name = member(body, "username");
        if (!"application/json".equals(call.getRequestHeaders().getFirst("Content-Type"))) {
            refuse(call, 415, "unsupported_media_type");
        } else if (body.split("\"username\"", -1).length > 2) {
            refuse(call, 400, "malformed_request");
        } else if (name.equals(registered) && !member(body, "password").equals(password) && lie != Lie.ANY_PASSWORD) {
            refuse(call, 401, "invalid_credentials");
        } else {
            send(call, 200, "{\"access_token\":\"token-of-" + name + "-signed\",\"token_type\":\"Bearer\"}");
        }
    }

    private boolean isValid(String token) {
        return token.startsWith("token-of-")
                && (token.endsWith("-signed") || lie == Lie.ANY_SIGNATURE)
                && !ended.contains(token);
    }

    private String run(String id) {
        String actual = "blocked";
        boolean word = true;
        if (id.equals("rotation")) {
            switch (lie) {
                case PASSED_WITHOUT_A_STEP -> {
                    return "{\"passed\":true,\"results\":[],\"scenario\":\"rotation\"}";
                }
                case PASSED_DESPITE_A_STEP -> {
                    actual = "allowed";
                    word = false;
                }
                case BLOCKED_WITHOUT_LOOKING -> actual = "error";
                default -> {}
            }
        }
        return "{\"passed\":true,\"results\":[{\"actual\":\"" + actual
                + "\",\"detail\":\"seen\",\"expected\":\"blocked\",\"passed\":" + word
                + ",\"step\":\"Try it\"}],\"scenario\":\"" + id + "\"}";
    }

    private static String member(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return start < name.length() + 4 ? "" : json.substring(start, json.indexOf('"', start));
    }

    private static void refuse(HttpExchange call, int status, String code) throws IOException {
        call.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"precinct99\"");
        send(call, status, "{\"code\":\"" + code + "\",\"detail\":\"No.\"}", "application/problem+json");
    }

    private static void send(HttpExchange call, int status, String json) throws IOException {
        send(call, status, json, "application/json");
    }

    private static void send(HttpExchange call, int status, String body, String type) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
