package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.stage.Stage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scenario on the running server, on every stage; and each claim that is broken on purpose is noticed. */
class ScenariosIT {
    private static final String SCENARIOS = "/api/v1/operations/scenarios";
    private static final Stage STAGE = Stage.current();
    private static FaultyServer server;
    private static Operator operator;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("scenarios", STAGE);
        operator = Operator.of(server);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void allScenariosAreListed() throws Exception {
        JsonObject list = json(server.api().get(SCENARIOS, operator.token()));
        assertThat(list.getJsonArray("items").getValuesAs(JsonObject.class))
                .extracting(item -> item.getString("id"))
                .containsExactly("identity", "vault-login", "vault-policy", "database-lease", "rotation", "network");
        assertThat(list.getJsonArray("items").getValuesAs(JsonObject.class))
                .allSatisfy(item -> assertThat(item.keySet()).containsExactlyInAnyOrder("id", "title", "description"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "vault-login", "vault-policy", "database-lease"})
    void claimHolds(String id) throws Exception {
        JsonObject run = run(id);
        assertThat(failedSteps(run)).as(run.toString()).isEmpty();
        assertThat(run.getBoolean("passed")).isTrue();
        assertThat(run.getString("scenario")).isEqualTo(id);
        assertThat(run.getJsonArray("results").getValuesAs(JsonObject.class))
                .hasSizeGreaterThan(2)
                .anySatisfy(step -> assertThat(step.getString("actual")).isEqualTo("blocked"))
                .anySatisfy(step -> assertThat(step.getString("actual")).isEqualTo("allowed"));
        assertThat(operator.audited("scenario.run", id)).startsWith("success");
    }

    @Test
    void rotationFailsNothingAndLeavesNoRoleBehind() throws Exception {
        server.settle();
        List<String> before = LeasedRoles.of(STAGE);
        JsonObject run = run("rotation");
        assertThat(failedSteps(run)).as(run.toString()).isEmpty();
        assertThat(run.getJsonArray("results")).hasSize(6);
        assertThat(LeasedRoles.of(STAGE)).hasSize(before.size()).isNotEqualTo(before);
        JsonObject newest = operator.rotations().get(0);
        assertThat(newest.getString("cause")).isEqualTo("manual");
        assertThat(operator.audited(
                        "rotation.forced", newest.getJsonNumber("number").toString()))
                .startsWith("success");

        JsonObject again = run("rotation"); // waits until it may
        assertThat(failedSteps(again)).as(again.toString()).isEmpty();
        assertThat(operator.rotations().get(0)).isNotEqualTo(newest);
        assertThat(run.toString() + again).doesNotContain("lease-", "database/creds");
    }

    @Test
    void networkScenarioDoesNotPassHereAndSaysWhy() throws Exception {
        JsonObject run = run("network");
        assertThat(run.getBoolean("passed")).isFalse();
        assertThat(failedSteps(run))
                .containsOnlyKeys(
                        "Connect to kubernetes.default.svc:443", "Connect to spire-server.spire-system.svc:8081")
                .allSatisfy((step, actual) -> assertThat(actual).isEqualTo("error"));
        assertThat(run.toString()).contains("does not resolve");
        assertThat(operator.audited("scenario.run", "network")).startsWith("failure");
    }

    @Test
    void refusalsOfTheProbeCauseNoRotation() throws Exception {
        server.settle();
        List<JsonObject> before = operator.rotations();
        for (int i = 0; i < 5; i++) {
            run("database-lease");
        }
        FaultyServer.pause(1.5);
        assertThat(operator.rotations()).isEqualTo(before);
        assertThat(server.api().get("/metrics", null).body())
                .contains("precinct99_login_suspicions_total{verdict=\"revoked\"} 0");
    }

    @Test
    void groupThatReadsEverythingIsNoticed() throws Exception {
        server.sql("GRANT pg_read_all_data TO precinct99_app");
        try {
            assertThat(failedSteps(run("database-lease")))
                    .containsExactly(Map.entry("Read password hashes (pg_authid)", "allowed"));
        } finally {
            server.sql("REVOKE pg_read_all_data FROM precinct99_app");
        }
    }

    @Test
    void groupThatCreatesTablesOrEditsTheTrailIsNoticedAndNothingStays() throws Exception {
        server.sql("GRANT CREATE ON SCHEMA precinct99 TO precinct99_app");
        server.sql("GRANT DELETE ON precinct99.audit_log TO precinct99_app");
        try {
            assertThat(failedSteps(run("database-lease")))
                    .containsOnly(
                            Map.entry("Create a table", "allowed"),
                            Map.entry("Delete from the audit trail", "allowed"));
        } finally {
            server.sql("REVOKE CREATE ON SCHEMA precinct99 FROM precinct99_app");
            server.sql("REVOKE DELETE ON precinct99.audit_log FROM precinct99_app");
        }
        assertThat(run("database-lease").getBoolean("passed")).isTrue();
    }

    @Test
    void onlyOperatorsSeeAndRunScenarios() throws Exception {
        String name = Api.freshName();
        server.api().register(name);
        String user = server.api().logIn(name);
        for (String path : List.of(SCENARIOS + "/identity", SCENARIOS + "/unknown")) {
            assertThat(server.api().post(path, "{}", null).statusCode()).isEqualTo(401);
            assertThat(server.api().post(path, "{}", user).statusCode()).isEqualTo(403);
        }
        assertThat(server.api().get(SCENARIOS, user).statusCode()).isEqualTo(403);
        assertThat(server.api()
                        .post(SCENARIOS + "/unknown", "{}", operator.token())
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.api()
                        .post(SCENARIOS + "/identity?again=1", "{}", operator.token())
                        .statusCode())
                .isEqualTo(400);
    }

    private static JsonObject run(String id) throws Exception {
        HttpResponse<String> answer = server.api().post(SCENARIOS + "/" + id, "{}", operator.token());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        System.out.println("figures scenario " + id + ": " + answer.body());
        return json(answer);
    }

    /** What was seen in the steps that did not pass. */
    private static Map<String, String> failedSteps(JsonObject run) {
        Map<String, String> failed = new java.util.LinkedHashMap<>();
        for (JsonObject step : new ArrayList<>(run.getJsonArray("results").getValuesAs(JsonObject.class))) {
            assertThat(step.getBoolean("passed"))
                    .isEqualTo(step.getString("expected").equals(step.getString("actual")));
            if (!step.getBoolean("passed")) {
                failed.put(step.getString("step"), step.getString("actual"));
            }
        }
        return failed;
    }

    static JsonObject json(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
