package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.precinct99.FaultyServer;
import io.precinct99.Metrics;
import io.precinct99.operations.scenario.Operator;
import io.precinct99.stage.Stage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a running server says in its metrics is what the page promises, and true. */
@Tag("embedded") // nothing in it depends on the stage
class MetricsIT {
    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("metrics", Stage.current());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void everyMetricOfTheTableIsThereWithItsLabels() throws Exception {
        Operator operator = Operator.of(server);
        rotate(operator);
        List<String> samples = List.copyOf(Metrics.of(server.api()).samples().keySet());
        for (List<String> row : Page.of("operations.md").table("Metric")) {
            String name = row.get(0).replace("`", "");
            assertThat(samples).as(name).anySatisfy(sample -> {
                assertThat(sample).matches(name + "(_count)?([{].*)?");
                for (String label : row.get(1).replaceAll("[` ]", "").split(",")) {
                    assertThat(sample).contains(label.isEmpty() ? "" : label + "=\"");
                }
            });
        }
    }

    @Test
    void valuesAreThoseOfTheLeaseInUse() throws Exception {
        Operator operator = Operator.of(server);
        double manual = Metrics.of(server.api()).value(rotations("manual", "succeeded"));
        double number = Metrics.of(server.api()).value("precinct99_generation_number");
        rotate(operator);

        Metrics metrics = Metrics.of(server.api());
        JsonObject active = active(operator);
        assertThat(metrics.value("precinct99_generation_number"))
                .isEqualTo(number + 1)
                .isEqualTo(active.getInt("generation"));
        assertThat(metrics.value(rotations("manual", "succeeded"))).isEqualTo(manual + 1);
        assertThat(metrics.value(rotations("start", "succeeded"))).isOne();
        assertThat(metrics.value(rotations("manual", "failed"))).isZero();
        assertThat(metrics.value("precinct99_live_leases")).isOne();
        assertThat(metrics.value("precinct99_drain_seconds_count")).isEqualTo(manual + 1);
        assertThat(metrics.value("precinct99_forced_aborts_total")).isZero();
        assertThat(metrics.value("precinct99_lease_expiry_seconds"))
                .isBetween(0.0, 3_600.0)
                .isCloseTo(secondsUntil(active.getString("expires_at")), within(2 + FaultyServer.MACHINE));
        assertThat(metrics.value("precinct99_svid_expiry_seconds")).isBetween(0.0, 3_600.0);
        assertThat(metrics.value("precinct99_vault_token_expiry_seconds")).isBetween(0.0, 3_600.0);
        assertThat(metrics.value("precinct99_vault_calls_total{kind=\"login\",outcome=\"success\"}"))
                .isGreaterThanOrEqualTo(number + 2);
    }

    private static String rotations(String cause, String outcome) {
        return "precinct99_rotations_total{cause=\"" + cause + "\",outcome=\"" + outcome + "\"}";
    }

    private static void rotate(Operator operator) throws Exception {
        double before = Metrics.of(server.api()).value(rotations("manual", "succeeded"));
        server.settle();
        assertThat(server.api()
                        .post("/api/v1/operations/rotations", "{}", operator.token())
                        .statusCode())
                .isEqualTo(202);
        FaultyServer.secondsUntil(
                System.nanoTime(), 20, () -> Metrics.of(server.api()).value(rotations("manual", "succeeded")) > before);
    }

    private static JsonObject active(Operator operator) throws Exception {
        String leases =
                server.api().get("/api/v1/operations/leases", operator.token()).body();
        try (JsonReader reader = Json.createReader(new StringReader(leases))) {
            return reader.readObject().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                    .filter(lease -> lease.getString("state").equals("active"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static double secondsUntil(String instant) {
        return Duration.between(Instant.now(), Instant.parse(instant)).toMillis() / 1e3;
    }
}
