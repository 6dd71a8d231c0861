package io.precinct99.vault;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * One call.
 *
 * @param kind what it is for, as metric label: a small fixed set
 * @param path below {@code /v1/}
 * @param repeatable whether sending it twice does no harm
 * @param deadline for the whole call, retries included
 */
record VaultRequest(
        String kind,
        String method,
        String path,
        Optional<JsonObject> body,
        Optional<Secret> token,
        boolean repeatable,
        Duration deadline) {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    static VaultRequest read(String kind, String path, Secret token) {
        return new VaultRequest(kind, "GET", path, Optional.empty(), Optional.of(token), true, DEADLINE);
    }

    static VaultRequest write(String kind, String path, JsonObject body, Secret token) {
        return new VaultRequest(kind, "POST", path, Optional.of(body), Optional.of(token), false, DEADLINE);
    }

    static VaultRequest login(String path, JsonObject body) {
        return new VaultRequest("login", "POST", path, Optional.of(body), Optional.empty(), false, DEADLINE);
    }

    static VaultRequest delete(String kind, String path, Secret token) {
        return new VaultRequest(kind, "DELETE", path, Optional.empty(), Optional.of(token), true, DEADLINE);
    }

    /** Without the body: it may be an SVID, a lease id or somebody's secret. */
    @Override
    public String toString() {
        return "VaultRequest[" + kind + ": " + method + " " + path + "]";
    }

    VaultRequest asRepeatable() {
        return new VaultRequest(kind, method, path, body, token, true, deadline);
    }

    VaultRequest once() {
        return new VaultRequest(kind, method, path, body, token, false, deadline);
    }

    VaultRequest within(Duration limit) {
        return new VaultRequest(kind, method, path, body, token, repeatable, limit);
    }
}
