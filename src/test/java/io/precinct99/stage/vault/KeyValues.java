package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The versioned key-value store, {@code secret/data/…} and {@code secret/metadata/…} (KV version 2). */
final class KeyValues {

    private static final String PATH = "{path...}";

    private final Map<String, VersionedSecret> secrets = new ConcurrentHashMap<>();
    private final InstantSource clock;

    KeyValues(InstantSource clock) {
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.write(
                "secret/data/" + PATH, path -> secrets.containsKey(path.substring("secret/data/".length())), this::put);
        routes.read("secret/data/" + PATH, this::get);
        routes.delete("secret/data/" + PATH, this::delete);
        routes.read("secret/metadata/" + PATH, this::metadata);
        routes.delete("secret/metadata/" + PATH, this::forget);
    }

    private Answer put(Call call) {
        if (!JsonText.isPresent(call.body(), "data")) {
            throw Refusal.badRequest("no data provided");
        }
        var options = JsonText.isPresent(call.body(), "options")
                ? call.body().getJsonObject("options")
                : JsonValue.EMPTY_JSON_OBJECT;
        var cas = JsonText.isPresent(options, "cas") ? options.getInt("cas") : -1;
        JsonObject data = call.body().getJsonObject("data");
        var written = new VersionedSecret.Version[1];
        secrets.compute(call.variable("path"), (path, old) -> {
            var secret = old == null ? VersionedSecret.EMPTY : old;
            if (cas >= 0 && cas != secret.latest()) {
                throw Refusal.badRequest("check-and-set parameter did not match the current version");
            }
            var next = secret.with(data, clock.instant());
            written[0] = next.version(next.latest()).orElseThrow();
            return next;
        });
        return Answer.data(written[0].metadata());
    }

    private Answer get(Call call) {
        var secret = secret(call);
        var wanted = Integer.parseInt(call.query().getOrDefault("version", "0"));
        var version = secret.version(wanted == 0 ? secret.latest() : wanted).orElseThrow(Refusal::notFound);
        var body = Json.createObjectBuilder().add("metadata", version.metadata());
        if (version.isDeleted()) {
            var data = body.add("data", JsonValue.NULL).build();
            return Answer.json(404, Json.createObjectBuilder().add("data", data).build());
        }
        return Answer.data(body.add("data", version.data()));
    }

    private Answer delete(Call call) {
        secrets.computeIfPresent(call.variable("path"), (path, secret) -> secret.withLatestDeleted(clock.instant()));
        return Answer.empty(204);
    }

    private Answer metadata(Call call) {
        return Answer.data(secret(call).metadata());
    }

    private Answer forget(Call call) {
        secrets.remove(call.variable("path"));
        return Answer.empty(204);
    }

    private VersionedSecret secret(Call call) {
        var secret = secrets.get(call.variable("path"));
        if (secret == null) {
            throw Refusal.notFound();
        }
        return secret;
    }
}
