package io.precinct99;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/** The members of JSON objects, each with its kind: what the words of a contract can be compared with literally. */
public final class Shape {
    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z"; // RFC 3339, UTC

    private Shape() {}

    /** @return by name: text, instant, number, boolean, list or object */
    public static Map<String, String> of(JsonObject object) {
        Map<String, String> kinds = new TreeMap<>();
        object.forEach((name, value) -> kinds.put(name, kind(value)));
        return kinds;
    }

    public static Map<String, String> of(String json) {
        return of(Outside.json(json));
    }

    private static String kind(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString().matches(INSTANT) ? "instant" : "text";
            case NUMBER -> "number";
            case TRUE, FALSE -> "boolean";
            case ARRAY -> "list";
            case OBJECT -> "object";
            case NULL -> "null";
        };
    }
}
