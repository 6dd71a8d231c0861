package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reading and writing JSON; the provider is looked up once, as that costs more than the parsing. */
final class JsonText {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonText() {}

    /** @throws jakarta.json.JsonException if the bytes are no JSON object */
    static JsonObject parse(byte[] text) {
        try (var reader = READERS.createReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8)) {
            return reader.readObject();
        }
    }

    static List<String> strings(JsonObject object, String member) {
        if (!object.containsKey(member)) {
            return List.of();
        }
        return object.getJsonArray(member).getValuesAs(JsonString::getString);
    }

    /** An object of string members, in which an empty map is an empty object. */
    static JsonObjectBuilder of(Map<String, String> members) {
        var builder = Json.createObjectBuilder();
        members.forEach(builder::add);
        return builder;
    }

    static boolean isPresent(JsonObject object, String member) {
        return object.containsKey(member) && object.get(member) != JsonValue.NULL;
    }
}
