package io.precinct99.bench;

import io.precinct99.Api;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** A rotation that an operator asks one replica for: it alone gets a new generation. */
final class ForcedRotation {
    private final Fleet fleet;
    private final String operator;

    ForcedRotation(Fleet fleet, String operator) {
        this.fleet = fleet;
        this.operator = operator;
    }

    /** @param index the replica that is told */
    void show(int index, Report report) throws IOException {
        List<Integer> before = generations();
        int status = fleet.api(index)
                .post("/api/v1/operations/rotations", "", operator)
                .statusCode();
        report.bound("status of the forced rotation", status, 202);
        long end = System.nanoTime() + 5_000_000_000L;
        while (generation(fleet.api(index)) == before.get(index) && System.nanoTime() - end < 0) {
            Pause.millis(20);
        }
        Pause.millis(500); // the others would follow by now
        List<Integer> after = generations();
        report.say("  generations before %s, after %s", before, after);
        for (int i = 0; i < fleet.size(); i++) {
            int expected = before.get(i) + (i == index ? 1 : 0);
            report.bound(Fleet.name(i) + ": generations beside the expected one", Math.abs(after.get(i) - expected), 0);
        }
    }

    private List<Integer> generations() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < fleet.size(); i++) {
            numbers.add(generation(fleet.api(i)));
        }
        return numbers;
    }

    private int generation(Api replica) throws IOException {
        return leases(replica).stream()
                .map(lease -> lease.asJsonObject())
                .filter(lease -> lease.getString("state").equals("active"))
                .mapToInt(lease -> lease.getInt("generation"))
                .max()
                .orElse(0);
    }

    private JsonArray leases(Api replica) throws IOException {
        String answer = replica.get("/api/v1/operations/leases", operator).body();
        try (JsonReader reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject().getJsonArray("items");
        }
    }
}
