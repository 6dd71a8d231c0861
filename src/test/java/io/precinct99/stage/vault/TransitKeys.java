package io.precinct99.stage.vault;

import io.precinct99.stage.Background;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** {@code transit/keys/…}: making, reading, rotating and configuring keys. Private keys are never answered. */
final class TransitKeys {

    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Map<String, CompletableFuture<TransitKey>> keys = new ConcurrentHashMap<>();
    private final InstantSource clock;

    TransitKeys(Map<String, JsonObject> setup, InstantSource clock) {
        this.clock = clock;
        // An RSA key takes a second to make: in the background, so that the start does not wait for it.
        setup.forEach((name, json) -> keys.put(name, Background.supply(() -> fromSetup(name, json))));
    }

    void addTo(Routes routes) {
        routes.write(
                "transit/keys/{name}",
                path -> keys.containsKey(path.substring("transit/keys/".length())),
                this::create);
        routes.read("transit/keys/{name}", call -> describe(key(call)));
        routes.write("transit/keys/{name}/rotate", this::rotate);
        routes.write("transit/keys/{name}/config", this::configure);
    }

    /** The key that the path names, rotated if that is due. */
    TransitKey key(Call call) {
        var made = keys.get(call.variable("name"));
        if (made == null) {
            throw Refusal.notFound();
        }
        var key = made.join();
        key.rotateIfDue(clock.instant());
        return key;
    }

    private TransitKey fromSetup(String name, JsonObject json) {
        var key = new TransitKey(name, KeyKind.of(json.getString("type", "rsa-3072")), clock.instant());
        key.autoRotatePeriod(Ttl.in(json, "auto_rotate_period"));
        return key;
    }

    /** Makes a key, or leaves the one that is there as it is. */
    private Answer create(Call call) {
        var name = call.variable("name");
        var kind = KeyKind.of(call.text("type", "aes256-gcm96"));
        var made = new CompletableFuture<TransitKey>();
        var present = keys.putIfAbsent(name, made);
        if (present != null) {
            return describe(present.join());
        }
        made.complete(new TransitKey(name, kind, clock.instant()));
        return describe(made.join());
    }

    private Answer rotate(Call call) {
        var key = key(call);
        key.rotate(clock.instant());
        return describe(key);
    }

    private Answer configure(Call call) {
        var key = key(call);
        if (JsonText.isPresent(call.body(), "min_decryption_version")) {
            key.minDecryptionVersion(call.number("min_decryption_version", 1));
        }
        if (JsonText.isPresent(call.body(), "auto_rotate_period")) {
            key.autoRotatePeriod(Ttl.in(call.body(), "auto_rotate_period"));
        }
        return describe(key);
    }

    private static Answer describe(TransitKey key) {
        var versions = Json.createObjectBuilder();
        key.usable().forEach(version -> versions.add(Integer.toString(version.number()), describe(key, version)));
        return Answer.data(Json.createObjectBuilder()
                .add("name", key.name())
                .add("type", key.kind().type())
                .add("keys", versions)
                .add("latest_version", key.latest().number())
                .add("min_available_version", 0)
                .add("min_decryption_version", key.minDecryptionVersion())
                .add("min_encryption_version", 0)
                .add("auto_rotate_period", key.autoRotatePeriod().toSeconds())
                .add("deletion_allowed", false)
                .add("derived", false)
                .add("exportable", false)
                .add("allow_plaintext_backup", false)
                .add("imported_key", false)
                .add("supports_encryption", key.kind().isRsa())
                .add("supports_decryption", key.kind().isRsa())
                .add("supports_derivation", false)
                .add("supports_signing", true));
    }

    private static JsonObjectBuilder describe(TransitKey key, TransitKey.Version version) {
        var encoded = PEM.encodeToString(version.keys().getPublic().getEncoded());
        return Json.createObjectBuilder()
                .add("name", key.kind().keyName())
                .add("creation_time", version.created().toString())
                .add("public_key", "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n");
    }
}
