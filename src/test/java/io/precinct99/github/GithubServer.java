package io.precinct99.github;

import io.precinct99.Api;
import io.precinct99.stage.GatedStage;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The packaged application, behind gates, with a fake in GitHub's place. */
final class GithubServer implements AutoCloseable {
    static final String CONFIGURE = "/api/v1/github/configure";
    static final String STATUS = "/api/v1/github/status";
    static final String REPOS = "/api/v1/github/repos";
    static final String USER = "/api/v1/github/user";
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Stage stage;
    private final GatedStage gates;
    private final LibertyServer server;
    private final Api api;

    private GithubServer(Stage stage, GatedStage gates, LibertyServer server) {
        this.stage = stage;
        this.gates = gates;
        this.server = server;
        this.api = new Api(server.uri());
    }

    static GithubServer start(String name, Stage stage, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PRECINCT99_GITHUB_TIMEOUT", TIMEOUT.toString(),
                "PRECINCT99_RATE_LIMIT_CALLER", "off",
                "PRECINCT99_RATE_LIMIT_LOGIN_NAME", "off",
                "PRECINCT99_RATE_LIMIT_LOGIN_ADDRESS", "off",
                "PRECINCT99_RATE_LIMIT_REGISTER_ADDRESS", "off",
                "PRECINCT99_PASSWORD_COST", "4",
                "PRECINCT99_DEMO", "false"));
        settings.putAll(more);
        GatedStage gates = GatedStage.before(stage);
        LibertyServer server = LibertyServer.prepare(name, gates, settings).tracing("*=info:io.precinct99.*=all");
        GithubServer started = new GithubServer(stage, gates, server);
        server.start();
        server.awaitStatus("/health/ready", 200, Duration.ofSeconds(180));
        return started;
    }

    /** Somebody of their own for each test. */
    Person somebody() throws IOException {
        String name = Api.freshName();
        api.register(name);
        return new Person(name, api.logIn(name));
    }

    GatedStage gates() {
        return gates;
    }

    LibertyServer process() {
        return server;
    }

    /** As superuser. @return the first column */
    List<String> sql(String query, Object... values) throws SQLException {
        try (Connection connection = stage.superuser();
                PreparedStatement statement = inOurSchema(connection).prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> found = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        }
    }

    private static Connection inOurSchema(Connection connection) throws SQLException {
        connection.setSchema("precinct99");
        return connection;
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            gates.close();
        }
    }

    /** Somebody who is logged in, with a GitHub token that nobody else has. */
    final class Person {
        final String githubToken = "ghp_" + UUID.randomUUID().toString().replace("-", "") + "0123";
        private final String name;
        private final String token;

        private Person(String name, String token) {
            this.name = name;
            this.token = token;
        }

        long id() throws SQLException {
            return Long.parseLong(
                    sql("SELECT id FROM users WHERE username = ?", name).get(0));
        }

        HttpResponse<String> get(String path) throws IOException {
            return api.get(path, token);
        }

        HttpResponse<String> configure() throws IOException {
            return configure("{\"github_token\":\"" + githubToken + "\"}");
        }

        HttpResponse<String> configure(String json) throws IOException {
            return api.post(CONFIGURE, json, token);
        }

        HttpResponse<String> delete() throws IOException {
            HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(CONFIGURE))
                    .timeout(Duration.ofSeconds(15))
                    .header("Authorization", "Bearer " + token)
                    .DELETE()
                    .build();
            try {
                return HTTP.send(request, BodyHandlers.ofString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        /** Logs in again with another role. */
        Person as(String role) throws Exception {
            sql("UPDATE users SET role = ? WHERE username = ?", role, name);
            return new Person(name, api.logIn(name));
        }

        /** What the trail says they did, oldest first. */
        List<String> trail() throws SQLException {
            return sql(
                    "SELECT action || ' ' || outcome || ' ' || resource_type || ' ' || resource_id FROM audit_log"
                            + " WHERE actor = ? AND action LIKE 'github.%' ORDER BY id",
                    Long.toString(id()));
        }
    }

    /** The member of a problem that says which. */
    static String code(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject().getString("code", "none");
        }
    }
}
