package io.precinct99.audit;

import static io.precinct99.audit.AuditServer.AUDIT;
import static io.precinct99.audit.AuditServer.LEASES;
import static io.precinct99.audit.AuditServer.VERIFICATION;
import static io.precinct99.audit.AuditServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.Stage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trail as those who may read it see it. */
class AuditIT {
    private static AuditServer audit;

    @BeforeAll
    static void start() throws Exception {
        audit = AuditServer.start("audit");
    }

    @AfterAll
    static void stop() throws Exception {
        audit.close();
    }

    @Test
    void everyDenialIsARow() throws Exception {
        JsonObject row = audit.newest("?actor=" + audit.userId + "&action=access.denied");
        assertThat(row.getString("outcome")).isEqualTo("denied");
        assertThat(row.getString("resource_type")).isEqualTo("operation");
        assertThat(row.getString("resource_id")).isEqualTo("GET " + LEASES);
        assertThat(row.getJsonObject("details").getString("status")).isEqualTo("403");
        assertThat(row.getString("actor_name")).startsWith("u");
        assertThat(row.getString("user_agent")).startsWith("Java-http-client");
        assertThat(row).doesNotContainKey("trace_id");
        assertThat(audit.api()
                        .get("/api/v1/operations/rotations/77", audit.user)
                        .statusCode())
                .isEqualTo(403);
        assertThat(audit.newest("?actor=" + audit.userId).getString("resource_id"))
                .isEqualTo("GET /api/v1/operations/rotations/{number}");
    }

    @Test
    void refusedTokenIsARowAndNoTokenIsNone() throws Exception {
        String before = audit.newest("?actor=anonymous&action=access.denied").toString();
        assertThat(audit.api().get("/api/v1/auth/me", null).statusCode()).isEqualTo(401);
        assertThat(audit.newest("?actor=anonymous&action=access.denied")).hasToString(before);
        assertThat(audit.api().get("/api/v1/auth/me", audit.user + "x").statusCode())
                .isEqualTo(401);
        JsonObject row = audit.newest("?actor=anonymous&action=access.denied");
        assertThat(row.toString()).isNotEqualTo(before);
        assertThat(row.getString("resource_id")).isEqualTo("GET /api/v1/auth/me");
        assertThat(row).doesNotContainKey("actor_name");
        assertThat(row.getJsonObject("details").getString("status")).isEqualTo("401");
    }

    @Test
    void denialStandsWhileTheDatabaseIsAway() throws Exception {
        audit.server.gates().database().shut();
        try {
            long began = System.nanoTime();
            assertThat(audit.api().get(LEASES, audit.user).statusCode()).isEqualTo(403);
            assertThat(System.nanoTime() - began)
                    .as("no longer than the pool waits")
                    .isLessThan(4_000_000_000L);
        } finally {
            audit.server.gates().database().open();
        }
        audit.server.settle();
        assertThat(audit.api().get(AUDIT, audit.auditor).statusCode()).isEqualTo(200);
    }

    @Test
    void denialStandsWhenItCannotBeWritten() throws Exception {
        audit.server.sql("ALTER TABLE precinct99.audit_log RENAME TO away");
        try {
            assertThat(audit.api().get(LEASES, audit.user).statusCode()).isEqualTo(403);
            assertThat(audit.server.process().log()).contains("A denial could not be written to the audit trail.");
        } finally {
            audit.server.sql("ALTER TABLE precinct99.away RENAME TO audit_log");
        }
        audit.server.settle();
        assertThat(audit.api().get(AUDIT, audit.auditor).statusCode()).isEqualTo(200);
    }

    @Test
    void auditorsReadAndOperatorsVerify() throws Exception {
        assertThat(audit.api().get(AUDIT, null).statusCode()).isEqualTo(401);
        assertThat(audit.api().get(AUDIT, audit.user).statusCode()).isEqualTo(403);
        assertThat(audit.api().get(AUDIT, audit.auditor).statusCode()).isEqualTo(200);
        assertThat(audit.api().get(AUDIT, audit.operator).statusCode()).isEqualTo(200);
        assertThat(audit.api().get(AUDIT, audit.person(Role.ADMIN)).statusCode())
                .isEqualTo(200);
        assertThat(audit.api().post(VERIFICATION, "", null).statusCode()).isEqualTo(401);
        assertThat(audit.api().post(VERIFICATION, "", audit.auditor).statusCode())
                .isEqualTo(403);
        assertThat(audit.api().post(VERIFICATION, "", audit.operator).statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesGoFromTheNewestToTheOldestRow() throws Exception {
        String query = AUDIT + "?actor=" + audit.userId + "&outcome=denied&limit=3";
        List<Integer> ids = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonObject page = json(audit.api().get(query + cursor, audit.operator));
            page.getJsonArray("items")
                    .forEach(item -> ids.add(item.asJsonObject().getInt("id")));
            cursor = page.containsKey("next_cursor") ? "&cursor=" + page.getString("next_cursor") : "";
            pages++;
        } while (!cursor.isEmpty());
        assertThat(ids).hasSizeGreaterThanOrEqualTo(7).doesNotHaveDuplicates();
        assertThat(ids).isSortedAccordingTo((a, b) -> b - a);
        assertThat(pages).isEqualTo((ids.size() + 2) / 3);
    }

    @Test
    void fromIsInclusiveAndToIsExclusive() throws Exception {
        String time = audit.newest("?actor=" + audit.userId).getString("occurred_at");
        String at = "&actor=" + audit.userId + "&action=access.denied";
        assertThat(audit.count("?from=" + time + at)).isEqualTo(1);
        int before = audit.count("?to=" + time + at);
        assertThat(before).isEqualTo(audit.count("?limit=200" + at) - 1);
        assertThat(audit.count("?from=" + time + "&to=" + time + at)).isZero();
        assertThat(audit.count("?from=9999-01-01T00:00:00Z" + at)).isZero();
    }

    @Test
    void cursorBelongsToItsFilterAndCaller() throws Exception {
        String cursor = "&cursor="
                + json(audit.api().get(AUDIT + "?limit=1", audit.operator)).getString("next_cursor");
        assertThat(audit.api().get(AUDIT + "?limit=2" + cursor, audit.operator).statusCode())
                .isEqualTo(200);
        refused("?limit=1" + cursor + "&actor=anonymous");
        refused("?limit=1" + cursor + "&outcome=denied");
        refused("?limit=1" + cursor + "&from=2026-01-01T00:00:00Z");
        assertThat(audit.api().get(AUDIT + "?limit=1" + cursor, audit.auditor).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?action=login",
                "?outcome=ok",
                "?actor=",
                "?actor=%00",
                "?actor=%0A",
                "?from=yesterday",
                "?to=2026-02-30T00:00:00Z",
                "?from=0000-01-01T00:00:00Z",
                "?limit=0",
                "?limit=201",
                "?limit=1e2",
                "?cursor=",
                "?cursor=AAAAAAAAAAAAAAAAAAAAAAAA",
                "?sort=actor",
                "?actor=1&actor=2"
            })
    void badQueryIsMalformed(String query) throws Exception {
        refused(query);
    }

    @Test
    void naughtyActorsFindNothing() throws Exception {
        refused("?actor=" + "x".repeat(101));
        for (String actor : List.of("' OR 1=1--", "%", "日本", "x".repeat(100), "#{1+1}", ":x", "?")) {
            String query = "?actor=" + URLEncoder.encode(actor, StandardCharsets.UTF_8);
            assertThat(audit.count(query)).as(actor).isZero();
        }
    }

    @Test
    void queueIsMeasuredAndEmptiesByItself() throws Exception {
        Eventually.within(
                Duration.ofSeconds(10),
                () -> audit.server.process().get("/metrics").body().contains("precinct99_audit_unlinked 0.0"));
        Eventually.within(Duration.ofSeconds(10), () -> {
            try (Connection connection = Stage.current().superuser();
                    Statement sql = connection.createStatement();
                    var row = sql.executeQuery("SELECT count(*) FROM precinct99.audit_pending")) {
                return row.next() && row.getLong(1) == 0;
            }
        });
    }

    @Test
    void documentDescribesTheTrail() throws Exception {
        String document = audit.api().get("/openapi?format=json", null).body();
        try (JsonReader reader = Json.createReader(new StringReader(document))) {
            JsonObject root = reader.readObject();
            assertThat(root.getJsonObject("paths")).containsKeys(AUDIT, VERIFICATION);
            JsonObject schemas = root.getJsonObject("components").getJsonObject("schemas");
            JsonObject entry = schemas.getJsonObject("AuditEntry");
            assertThat(entry.getJsonArray("required").toString())
                    .contains("details")
                    .doesNotContain("trace_id");
            assertThat(entry.getJsonObject("properties")
                            .getJsonObject("details")
                            .toString())
                    .contains("object");
            assertThat(schemas.getJsonObject("VerificationResult")
                            .getJsonArray("required")
                            .toString())
                    .isEqualTo("[\"entries\",\"verified_up_to\"]");
            assertThat(schemas).doesNotContainKey("JsonObject");
        }
    }

    private static void refused(String query) throws Exception {
        HttpResponse<String> answer = audit.api().get(AUDIT + query, audit.operator);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }
}
