package io.precinct99.problem;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A request body on its way to becoming a valid value. A member of the wrong JSON type is a 400 at once; missing, null
 * and rule-breaking members are collected, and {@link #check} answers them together as one 422. For one thread.
 */
public final class JsonBody {
    private final JsonObject members;
    private final List<FieldError> errors = new ArrayList<>();

    public JsonBody(JsonObject members) {
        this.members = members;
    }

    /**
     * A required string made into a value by {@code parse}, which refuses by {@link IllegalArgumentException} with a
     * public message. Null when refused: call {@link #check} before using it.
     */
    public <T> T text(String field, Function<String, T> parse) {
        JsonValue value = members.get(field);
        if (value == null || value == JsonValue.NULL) {
            refuse(field, "is required");
            return null;
        }
        if (!(value instanceof JsonString string)) {
            throw Problem.malformed("The member " + field + " must be a string.");
        }
        try {
            return parse.apply(storable(field, string.getString()));
        } catch (IllegalArgumentException refused) {
            refuse(field, refused.getMessage());
            return null;
        }
    }

    public void refuse(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** @throws Problem 422 when any member was refused */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** PostgreSQL stores no NUL and bcrypt would repeat at it; half a surrogate pair is no character. */
    private static String storable(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                throw Problem.malformed("The member " + field + " holds a character that is not allowed.");
            }
            i += pair ? 1 : 0;
        }
        return text;
    }
}
