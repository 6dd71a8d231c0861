package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Status, body and extra headers of one answer; no body for 204. */
record Answer(int status, byte[] body, Map<String, String> headers) {

    static Answer empty(int status) {
        return new Answer(status, new byte[0], Map.of());
    }

    static Answer json(int status, JsonObject body) {
        return new Answer(status, body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer errors(int status, String... errors) {
        var list = Json.createArrayBuilder();
        for (var error : errors) {
            list.add(error);
        }
        return json(status, Json.createObjectBuilder().add("errors", list).build());
    }

    static Answer data(JsonObjectBuilder data) {
        return json(200, envelope().add("data", data).build());
    }

    static Answer auth(JsonObjectBuilder auth) {
        return json(200, envelope().add("auth", auth).build());
    }

    static Answer lease(String leaseId, long seconds, JsonObjectBuilder data) {
        return json(
                200,
                envelope()
                        .add("lease_id", leaseId)
                        .add("lease_duration", seconds)
                        .add("renewable", true)
                        .add("data", data)
                        .build());
    }

    Answer with(String header, String value) {
        return new Answer(status, body, Map.of(header, value));
    }

    private static JsonObjectBuilder envelope() {
        return Json.createObjectBuilder()
                .add("request_id", UUID.randomUUID().toString())
                .add("lease_id", "")
                .add("renewable", false)
                .add("lease_duration", 0)
                .add("data", JsonValue.NULL)
                .add("wrap_info", JsonValue.NULL)
                .add("warnings", JsonValue.NULL)
                .add("auth", JsonValue.NULL);
    }
}
