package io.precinct99.bench;

import io.precinct99.Api;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A rotation that an operator asks one replica for: it alone gets a new generation. */
final class ForcedRotation {
    private static final int QUIET_SECONDS = 6;
    private static final int PATIENCE_SECONDS = 90;

    private final Fleet fleet;
    private final String operator;

    ForcedRotation(Fleet fleet, String operator) {
        this.fleet = fleet;
        this.operator = operator;
    }

    void show(Report report) throws IOException {
        awaitQuiet();
        List<Integer> before = generations();
        int status =
                fleet.api(0).post("/api/v1/operations/rotations", "", operator).statusCode();
        report.bound("status of the forced rotation", status, 202);
        long end = System.nanoTime() + 4_000_000_000L;
        while (generation(fleet.api(0)) == before.get(0) && System.nanoTime() - end < 0) {
            Pause.millis(20);
        }
        Pause.millis(1_000);
        List<Integer> after = generations();
        report.say("  generations before %s, after %s", before, after);
        report.bound("generations that the replica in question went on", after.get(0) - before.get(0), 1);
        report.atLeast("generations that the replica in question went on", after.get(0) - before.get(0), 1);
        for (int i = 1; i < fleet.size(); i++) {
            report.bound("generations that " + Fleet.name(i) + " went on", after.get(i) - before.get(i), 0);
        }
    }

    /** Until no replica is about to rotate by its own schedule. */
    private void awaitQuiet() throws IOException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (!isQuiet()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the replicas rotate all the time: leases are too short for this proof");
            }
            Pause.millis(200);
        }
    }

    private boolean isQuiet() throws IOException {
        Instant later = Instant.now().plusSeconds(QUIET_SECONDS);
        for (int i = 0; i < fleet.size(); i++) {
            JsonArray leases = leases(fleet.api(i));
            JsonObject newest = leases.getJsonObject(0);
            boolean draining = leases.stream()
                    .anyMatch(lease -> !lease.asJsonObject().getString("state").matches("active|retired"));
            if (draining || Instant.parse(newest.getString("next_rotation_at")).isBefore(later)) {
                return false;
            }
        }
        return true;
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
