package io.precinct99.vault;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came back: any HTTP status with its JSON body (an empty object when there was none).
 *
 * @param retryAfter never negative; more than two minutes count as two, so that a wrong number does not lock us out
 */
record VaultAnswer(int status, JsonObject body, Optional<Duration> retryAfter) {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    VaultAnswer {
        retryAfter = retryAfter.map(
                asked -> asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The vault is there but cannot serve now: sealed, standby, overloaded, or not yet caught up (412). */
    boolean isTransient() {
        return status >= 500 || status == 429 || status == 412;
    }

    /** @throws VaultException when there is none */
    JsonObject data() {
        return object("data");
    }

    /** What a log-in gave. @throws VaultException when there is none */
    JsonObject auth() {
        return object("auth");
    }

    private JsonObject object(String name) {
        if (body.get(name) instanceof JsonObject object) {
            return object;
        }
        throw VaultException.unavailable("the vault's answer lacks its " + name, null);
    }

    /** @throws VaultException when there is no such text, or an empty one */
    static String text(JsonObject in, String name) {
        if (in.get(name) instanceof JsonString text && !text.getString().isEmpty()) {
            return text.getString();
        }
        throw VaultException.unavailable("the vault's answer lacks the member " + name, null);
    }

    /** The answer when it is a success. */
    VaultAnswer orThrow(VaultRequest request) {
        if (isSuccess()) {
            return this;
        }
        throw new VaultException(
                failure(),
                "the vault answered " + status + " to " + request.kind(),
                " (" + request.path() + "): " + errors(),
                null,
                retryAfter.orElse(Duration.ZERO));
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
        JsonValue errors = body.getOrDefault("errors", JsonValue.EMPTY_JSON_ARRAY);
        Stream<JsonValue> each = errors instanceof JsonArray array ? array.stream() : Stream.of(errors);
        String text = each.map(e -> e instanceof JsonString s ? s.getString() : e.toString())
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
