package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.FaultyServer;
import io.precinct99.access.Role;
import io.precinct99.stage.Stage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.SQLException;

/** A running server with people of several roles, and a user who tried what he may not seven times. */
final class AuditServer implements AutoCloseable {
    static final String AUDIT = "/api/v1/audit";
    static final String VERIFICATION = "/api/v1/audit/verification";
    static final String LEASES = "/api/v1/operations/leases";
    static final int DENIALS = 7;

    final FaultyServer server;
    final String operator;
    final String auditor;
    final String user;
    final String userId;

    private AuditServer(FaultyServer server) throws IOException, SQLException {
        this.server = server;
        operator = person(Role.OPERATOR);
        auditor = person(Role.AUDITOR);
        user = person(Role.USER);
        userId = String.valueOf(json(server.api().get("/api/v1/auth/me", user)).getInt("id"));
        for (int i = 0; i < DENIALS; i++) {
            assertThat(server.api().get(LEASES, user).statusCode()).isEqualTo(403);
        }
    }

    static AuditServer start(String name) throws IOException, SQLException {
        FaultyServer server = FaultyServer.startReady(name, Stage.current());
        try {
            return new AuditServer(server);
        } catch (IOException | SQLException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    Api api() {
        return server.api();
    }

    /** Somebody with this role. @return an access token */
    String person(Role role) throws IOException, SQLException {
        return api().logIn(server.somebody(role));
    }

    JsonObject list(String query) throws IOException {
        return json(api().get(AUDIT + query, operator));
    }

    int count(String query) throws IOException {
        return list(query).getJsonArray("items").size();
    }

    /** The newest row that fits; empty when there is none. */
    JsonObject newest(String query) throws IOException {
        var items = list(query).getJsonArray("items");
        return items.isEmpty() ? JsonObject.EMPTY_JSON_OBJECT : items.getJsonObject(0);
    }

    JsonObject verify() throws IOException {
        return json(api().post(VERIFICATION, "", operator));
    }

    void assertWhole() throws IOException {
        JsonObject result = verify();
        assertThat(result).doesNotContainKey("first_broken");
        assertThat(result.getInt("entries")).isGreaterThanOrEqualTo(DENIALS);
        assertThat(result.getInt("verified_up_to")).isPositive();
    }

    static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
