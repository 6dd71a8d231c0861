package io.precinct99.audit;

import static io.precinct99.audit.AuditServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.FaultyServer;
import io.precinct99.Shape;
import io.precinct99.stage.Stage;
import io.precinct99.vault.Workload;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each security event of an account is a row as the contract has it; what changes something does not happen without its row. */
@Tag("embedded") // nothing in it depends on the stage
class AccountTrailIT {
    private static final String ME = "/api/v1/auth/me";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String NEW_PASSWORD = "another horse, another battery";
    private static AuditServer audit;

    private final String name = Api.freshName();
    private String token;
    private String id;

    @BeforeAll
    static void start() throws Exception {
        audit = AuditServer.start("account-trail");
    }

    @AfterAll
    static void stop() throws Exception {
        audit.close();
    }

    @BeforeEach
    void register() throws IOException {
        audit.api().register(name);
        token = audit.api().logIn(name);
        id = String.valueOf(json(audit.api().get(ME, token)).getInt("id"));
    }

    @Test
    void everyEventOfAnAccountIsARow() throws Exception {
        assertStatus(401, audit.api().tryLogIn(name, "wrong"));
        assertStatus(422, change("wrong"));
        assertStatus(204, change(Api.PASSWORD));
        assertStatus(204, audit.api().post(LOGOUT, "", token));
        for (int i = 0; i < 5; i++) {
            assertStatus(401, audit.api().tryLogIn(name, "wrong"));
        }
        assertStatus(401, audit.api().tryLogIn(name, NEW_PASSWORD)); // locked

        String person = " " + id + " " + name;
        assertThat(rows())
                .containsExactly(
                        "account.registered success anonymous null",
                        "login.succeeded success" + person,
                        "login.failed failure anonymous null",
                        "password.changed failure" + person,
                        "password.changed success" + person,
                        "logout success" + person,
                        "login.failed failure anonymous null",
                        "login.failed failure anonymous null",
                        "login.failed failure anonymous null",
                        "login.failed failure anonymous null",
                        "login.failed failure anonymous null",
                        "login.locked denied anonymous null");
    }

    @Test
    void logInWithAnUnknownNameIsARowAboutNobody() throws Exception {
        String before = audit.newest("?action=login.failed").toString();
        String unknown = Api.freshName();
        assertStatus(401, audit.api().tryLogIn(unknown, "wrong"));
        JsonObject row = audit.newest("?action=login.failed");
        assertThat(row.toString()).isNotEqualTo(before).doesNotContain(unknown);
        assertThat(row.getString("actor")).isEqualTo("anonymous");
        assertThat(row).doesNotContainKeys("actor_name", "resource_id");
    }

    /** Oldest first: action, outcome, actor and his name, of the rows about this test's account. */
    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (JsonObject row : audit.list("?limit=200").getJsonArray("items").getValuesAs(JsonObject.class)) {
            if (row.getString("resource_type").equals("account")
                    && row.getString("resource_id", "").equals(id)) {
                assertMembers(row);
                rows.add(String.join(
                        " ",
                        row.getString("action"),
                        row.getString("outcome"),
                        row.getString("actor"),
                        row.getString("actor_name", "null")));
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    private static void assertMembers(JsonObject row) {
        Map<String, String> members = new TreeMap<>(Map.of(
                "id", "number",
                "occurred_at", "instant",
                "actor", "text",
                "action", "text",
                "outcome", "text",
                "resource_type", "text",
                "resource_id", "text",
                "address", "text",
                "user_agent", "text",
                "details", "object"));
        if (!row.getString("actor").equals("anonymous")) {
            members.put("actor_name", "text");
        }
        assertThat(Shape.of(row)).isEqualTo(members);
        assertThat(row.getJsonObject("details")).isEmpty();
    }

    @Test
    void nothingHappensWithoutItsRow() throws Exception {
        String other = audit.api().logIn(name);
        String stranger = Api.freshName();
        String before = account();
        audit.server.sql("REVOKE INSERT ON precinct99.audit_log FROM precinct99_app");
        try {
            assertRefused(audit.api().tryRegister(stranger));
            assertRefused(audit.api().tryLogIn(name, Api.PASSWORD));
            assertRefused(audit.api().tryLogIn(name, "wrong"));
            assertRefused(audit.api().post(LOGOUT, "", token));
            assertRefused(change(Api.PASSWORD));
            assertRefused(configure());
        } finally {
            audit.server.sql("GRANT INSERT ON precinct99.audit_log TO precinct99_app");
        }
        assertThat(account()).isEqualTo(before);
        assertThat(first("SELECT count(*) FROM precinct99.users WHERE username = '" + stranger + "'"))
                .isEqualTo("0");
        audit.server.settle(); // replicas have looked for ended tokens since
        assertStatus(200, audit.api().get(ME, token));
        assertStatus(200, audit.api().get(ME, other));
        assertThat(audit.api().get("/api/v1/github/status", token).body()).isEqualTo("{\"is_configured\":false}");
        try (Workload workload = Workload.on(Stage.current(), Map.of()).loggedIn()) {
            assertThat(workload.keyValues().read("github/user-" + id + "/token"))
                    .isEmpty();
        }

        assertStatus(200, audit.api().tryLogIn(name, Api.PASSWORD));
        assertStatus(204, change(Api.PASSWORD));
        assertStatus(200, configure());
        assertStatus(204, audit.api().post(LOGOUT, "", token));
        assertThat(account()).as("what was compared does change").isNotEqualTo(before);
    }

    /** Hash and epoch of the account, its ended tokens, its GitHub token. */
    private String account() throws SQLException {
        return first("SELECT concat_ws(' ', password_hash, token_epoch, updated_at,"
                + " (SELECT count(*) FROM precinct99.ended_tokens),"
                + " (SELECT count(*) FROM precinct99.github_integrations WHERE user_id = u.id))"
                + " FROM precinct99.users u WHERE id = " + id);
    }

    private static String first(String query) throws SQLException {
        try (Connection connection = Stage.current().superuser();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private HttpResponse<String> change(String current) throws IOException {
        String json = "{\"current_password\":\"" + current + "\",\"new_password\":\"" + NEW_PASSWORD + "\"}";
        return audit.api().post("/api/v1/auth/password", json, token);
    }

    private HttpResponse<String> configure() throws IOException {
        return audit.api().post("/api/v1/github/configure", "{\"github_token\":\"" + "a".repeat(40) + "\"}", token);
    }

    private static void assertRefused(HttpResponse<String> answer) throws Exception {
        FaultyServer.refusesWithin(15, () -> answer);
    }

    private static void assertStatus(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
