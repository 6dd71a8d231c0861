package io.precinct99;

import static io.precinct99.Outside.assertJson;
import static io.precinct99.Outside.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import io.precinct99.stage.Stage;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract's section on the platform, to the letter: members, kinds, statuses, codes and headers. */
@Tag("embedded") // nothing in it depends on the stage
class PlatformContractIT {
    private static final String HEALTH = "/api/v1/health";
    private static final String READY = "/api/v1/health/ready";
    private static final Map<String, String> PARTS = Map.of(
            "status",
            "text",
            "version",
            "text",
            "spire",
            "text",
            "vault",
            "text",
            "database",
            "text",
            "schema",
            "text");

    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        http = new RawHttp(FaultyServer.shared().process().uri());
    }

    @Test
    void rootSaysWhatAnswersHere() throws IOException {
        JsonObject root = assertJson(http.get("/", ""), 200);
        assertThat(Shape.of(root))
                .isEqualTo(Map.of("name", "text", "version", "text", "status", "text", "docs", "text"));
        assertThat(root.getString("docs")).isEqualTo("/docs");
        assertThat(http.get("/docs", "").status()).isIn(200, 302);
        assertThat(http.get("/openapi", "").status()).isEqualTo(200);
    }

    @Test
    void healthHasAWordForEachPart() throws IOException {
        JsonObject health = assertJson(http.get(HEALTH, ""), 200);
        assertThat(Shape.of(health)).isEqualTo(PARTS);
        assertParts(health, "healthy", "connected", "authenticated", "connected", "migrated");
        JsonObject ready = assertJson(http.get(READY, ""), 200);
        assertThat(Shape.of(ready)).isEqualTo(PARTS);
        assertParts(ready, "ready", "ready", "ready", "ready", "ready");
    }

    @Test
    void probesHoldTheChecksOfTheParts() throws IOException {
        Map<String, Map<String, String>> data = Map.of(
                "spire", Map.of("spiffe_id", "text", "expires_in_seconds", "number"),
                "vault", Map.of("expires_in_seconds", "number"),
                "database", Map.of("generation", "number", "expires_in_seconds", "number"),
                "schema", Map.of("version", "text"));
        for (String path : List.of("/health", "/health/ready")) {
            JsonObject probe = assertJson(http.get(path, ""), 200);
            assertThat(Shape.of(probe)).isEqualTo(Map.of("status", "text", "checks", "list"));
            assertThat(probe.getString("status")).isEqualTo("UP");
            Map<String, Map<String, String>> seen = new HashMap<>();
            for (JsonObject check : probe.getJsonArray("checks").getValuesAs(JsonObject.class)) {
                assertThat(Shape.of(check)).isEqualTo(Map.of("name", "text", "status", "text", "data", "object"));
                seen.put(check.getString("name"), Shape.of(check.getJsonObject("data")));
            }
            assertThat(seen).isEqualTo(data);
        }
        assertThat(assertJson(http.get("/health/live", ""), 200)).hasToString("{\"status\":\"UP\",\"checks\":[]}");
        assertThat(assertJson(http.get("/health/started", ""), 200)).hasToString("{\"status\":\"UP\",\"checks\":[]}");
    }

    @Test
    void withoutAVaultEachPartSaysWhyItIsNotReady() throws Exception {
        try (FaultyServer server = FaultyServer.prepare("contract-not-ready", Stage.current())) {
            server.gates().vault().shut();
            server.process().start().awaitStatus(READY, 503, Duration.ofSeconds(180));
            RawHttp waiting = new RawHttp(server.process().uri());
            FaultyServer.secondsUntil(
                    System.nanoTime(),
                    60,
                    () -> json(waiting.get(READY, "").body()).getString("spire").equals("ready"));

            JsonObject ready = notReady(waiting.get(READY, ""));
            Map<String, String> members = new HashMap<>(PARTS);
            members.put("reasons", "object");
            assertThat(Shape.of(ready)).isEqualTo(members);
            assertParts(ready, "not_ready", "ready", "not_ready", "not_ready", "not_ready");
            assertThat(Shape.of(ready.getJsonObject("reasons")))
                    .isEqualTo(Map.of("vault", "text", "database", "text", "schema", "text"));

            for (String path : List.of("/health", "/health/ready")) {
                assertThat(notReady(waiting.get(path, "")).getString("status")).isEqualTo("DOWN");
            }
            assertJson(waiting.get("/health/live", ""), 200);
            JsonObject health = assertJson(waiting.get(HEALTH, ""), 200);
            assertThat(Shape.of(health)).isEqualTo(PARTS);
            assertParts(health, "degraded", "connected", "not_initialized", "not_initialized", "not_initialized");
        }
    }

    private static JsonObject notReady(Answer answer) {
        assertThat(answer.header("retry-after")).matches("[1-9][0-9]*");
        return assertJson(answer, 503);
    }

    private static void assertParts(
            JsonObject health, String status, String spire, String vault, String database, String schema) {
        assertThat(health.getString("status")).isEqualTo(status);
        assertThat(health.getString("spire")).isEqualTo(spire);
        assertThat(health.getString("vault")).isEqualTo(vault);
        assertThat(health.getString("database")).isEqualTo(database);
        assertThat(health.getString("schema")).isEqualTo(schema);
    }
}
