package io.precinct99.vault;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came back: any HTTP status with its JSON body (an empty object when there was none). */
record VaultAnswer(int status, JsonObject body, Optional<Duration> retryAfter) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The vault is there but cannot serve now: sealed, standby, overloaded, or not yet caught up (412). */
    boolean isTransient() {
        return status >= 500 || status == 429 || status == 412;
    }

    JsonObject data() {
        return body.getJsonObject("data");
    }

    /** The answer when it is a success. */
    VaultAnswer orThrow(VaultRequest request) {
        if (isSuccess()) {
            return this;
        }
        throw new VaultException(
                failure(),
                "the vault answered " + status + " to " + request.kind() + " (" + request.path() + "): " + errors(),
                null);
    }

    private VaultException.Kind failure() {
        if (isTransient()) {
            return VaultException.Kind.UNAVAILABLE;
        }
        return switch (status) {
            case 403 -> VaultException.Kind.DENIED;
            case 404 -> VaultException.Kind.NOT_FOUND;
            default -> VaultException.Kind.REFUSED;
        };
    }

    private String errors() {
        JsonArray errors = body.containsKey("errors") ? body.getJsonArray("errors") : JsonArray.EMPTY_JSON_ARRAY;
        String text = errors.stream()
                .map(e -> e instanceof JsonString s ? s.getString() : e.toString())
                .collect(Collectors.joining("; "))
                .replaceAll("\\s+", " ");
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    /** Without the body: it may be a token, a password or somebody's secret. */
    @Override
    public String toString() {
        return "VaultAnswer[" + status + "]";
    }
}
