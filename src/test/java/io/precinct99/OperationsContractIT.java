package io.precinct99;

import static io.precinct99.Outside.assertJson;
import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the contract has for operators, to the letter; {@code RotationsAuditIT} asks for rotations. */
@Tag("embedded") // nothing in it depends on the stage
class OperationsContractIT {
    private static final String OPERATIONS = "/api/v1/operations/";

    private static RawHttp http;
    private static String operator;

    @BeforeAll
    static void start() throws Exception {
        FaultyServer server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        operator = bearer(Outside.token(server, Role.OPERATOR));
    }

    @Test
    void identityIsToldBySevenMembers() throws IOException {
        JsonObject identity = assertJson(http.get(OPERATIONS + "identity", operator), 200);
        assertThat(Shape.of(identity))
                .isEqualTo(Map.of(
                        "spiffe_id", "text",
                        "trust_domain", "text",
                        "not_before", "instant",
                        "not_after", "instant",
                        "serial", "text",
                        "bundle_age_seconds", "number",
                        "updates", "number"));
        String domain = identity.getString("trust_domain");
        assertThat(domain).isEqualTo("precinct99.internal");
        assertThat(identity.getString("spiffe_id")).startsWith("spiffe://" + domain + "/");
        assertThat(Instant.parse(identity.getString("not_before"))).isBefore(Instant.now());
        assertThat(Instant.parse(identity.getString("not_after"))).isAfter(Instant.now());
        assertThat(identity.getInt("updates")).isPositive();
    }

    @Test
    void leasesAreListedNewestFirst() throws IOException {
        List<JsonObject> leases = items(OPERATIONS + "leases");
        assertNewestFirst(leases, "generation");
        assertThat(leases)
                .extracting(lease -> lease.getString("state"))
                .isSubsetOf("warming", "active", "draining", "retired")
                .containsOnlyOnce("active");
        JsonObject active = leases.stream()
                .filter(lease -> lease.getString("state").equals("active"))
                .findFirst()
                .orElseThrow();
        assertThat(Shape.of(active))
                .isEqualTo(Map.of(
                        "generation", "number",
                        "state", "text",
                        "issued_at", "instant",
                        "expires_at", "instant",
                        "next_rotation_at", "instant",
                        "open_connections", "number",
                        "lease", "text"));
        assertThat(active.getString("lease")).matches("[^…]{4}…");
    }

    @Test
    void rotationsAreListedNewestFirstAndFoundByNumber() throws IOException {
        List<JsonObject> rotations = items(OPERATIONS + "rotations");
        assertNewestFirst(rotations, "number");
        JsonObject first = rotations.get(rotations.size() - 1);
        assertThat(first.getString("cause")).isEqualTo("start");
        assertThat(assertJson(http.get(OPERATIONS + "rotations/" + first.getInt("number"), operator), 200))
                .isEqualTo(first);

        JsonObject done = rotations.stream()
                .filter(rotation -> rotation.getString("cause").equals("start"))
                .filter(rotation -> rotation.getString("outcome").equals("succeeded"))
                .findFirst()
                .orElseThrow();
        assertThat(Shape.of(done)) // nothing was drained for it, and nothing went wrong
                .isEqualTo(Map.of(
                        "number", "number",
                        "cause", "text",
                        "started_at", "instant",
                        "finished_at", "instant",
                        "duration_ms", "number",
                        "outcome", "text"));

        assertProblem(http.get(OPERATIONS + "rotations/999999", operator), 404, "not_found");
        assertProblem(http.get(OPERATIONS + "rotations/first", operator), 400, "malformed_request");
        for (String query : List.of("?limit=0", "?limit=201", "?cursor=forged", "?page=2")) {
            assertProblem(http.get(OPERATIONS + "rotations" + query, operator), 400);
        }
        assertThat(items(OPERATIONS + "rotations?limit=200")).isNotEmpty();
    }

    @Test
    void scenariosAreTheSixOfTheContract() throws IOException {
        List<JsonObject> scenarios = items(OPERATIONS + "scenarios");
        assertThat(scenarios)
                .allSatisfy(scenario -> assertThat(Shape.of(scenario))
                        .isEqualTo(Map.of("id", "text", "title", "text", "description", "text")))
                .extracting(scenario -> scenario.getString("id"))
                .containsExactlyInAnyOrder(
                        "identity", "vault-login", "vault-policy", "database-lease", "rotation", "network");
        JsonObject run = assertJson(http.send("POST", OPERATIONS + "scenarios/identity", operator, null), 200);
        assertThat(Shape.of(run))
                .isEqualTo(Map.of(
                        "scenario", "text",
                        "title", "text",
                        "passed", "boolean",
                        "duration_ms", "number",
                        "results", "list"));
        assertThat(run.getJsonArray("results").getValuesAs(JsonObject.class))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(Shape.of(step))
                        .isEqualTo(Map.of(
                                "step", "text",
                                "expected", "text",
                                "actual", "text",
                                "passed", "boolean",
                                "detail", "text")));
        assertProblem(http.send("POST", OPERATIONS + "scenarios/unknown", operator, null), 404, "not_found");
    }

    private static void assertNewestFirst(List<JsonObject> items, String number) {
        assertThat(items).extracting(item -> -item.getInt(number)).isSorted().doesNotHaveDuplicates();
    }

    private static List<JsonObject> items(String path) throws IOException {
        JsonObject page = assertJson(http.get(path, operator), 200);
        assertThat(page.keySet()).contains("items").isSubsetOf("items", "next_cursor");
        return page.getJsonArray("items").getValuesAs(JsonObject.class);
    }
}
