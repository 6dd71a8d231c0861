package io.precinct99.stage.vault;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * One request as a handler sees it, its token already checked.
 *
 * @param path without {@code /v1/}
 * @param variables values of the placeholders of the route
 * @param token the caller's; the nobody token on routes that are open
 * @param peer certificate chain of the TLS client, leaf first; empty without one
 */
record Call(
        String path,
        Map<String, String> variables,
        Map<String, String> query,
        JsonObject body,
        Token token,
        List<X509Certificate> peer) {

    String variable(String name) {
        return variables.get(name);
    }

    /** A text member of the body, the fallback where it is missing. */
    String text(String member, String fallback) {
        var value = body.get(member);
        if (value == null || value == JsonValue.NULL) {
            return fallback;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw Refusal.badRequest("error converting input for field \"" + member + "\": not a string");
    }

    String required(String member) {
        var value = text(member, "");
        if (value.isEmpty()) {
            throw Refusal.badRequest("missing " + member);
        }
        return value;
    }

    int number(String member, int fallback) {
        var value = body.get(member);
        if (value == null || value == JsonValue.NULL) {
            return fallback;
        }
        if (value instanceof JsonNumber number) {
            return number.intValue();
        }
        throw Refusal.badRequest("error converting input for field \"" + member + "\": not a number");
    }

    boolean flag(String member, boolean fallback) {
        return JsonText.isPresent(body, member) ? body.getBoolean(member, fallback) : fallback;
    }
}
