package io.precinct99.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.function.Function;

/** Something that a policy may allow. None of them leaves anything behind that outlives the session. */
public enum VaultDeed {
    READ_OUR_PUBLIC_KEYS(config -> get(config.transitMount() + "/keys/" + config.transitKey())),
    READ_ANOTHER_SECRET(config -> get(config.kvMount() + "/data/somebody-else/password")),
    READ_A_POLICY(config -> get("sys/policies/acl/" + config.authRole())),
    SIGN_WITH_ANOTHER_KEY(config -> post(
            config.transitMount() + "/sign/not-" + config.transitKey(),
            Json.createObjectBuilder().add("input", "cHJlY2luY3Q5OQ==").build())),
    EXPORT_OUR_PRIVATE_KEY(config -> get(config.transitMount() + "/export/signing-key/" + config.transitKey())),
    CREATE_A_TOKEN(config -> post(
            "auth/token/create",
            Json.createObjectBuilder().add("ttl", "10s").add("num_uses", 1).build()));

    private final Function<VaultConfig, Call> call;

    VaultDeed(Function<VaultConfig, Call> call) {
        this.call = call;
    }

    VaultRequest request(VaultConfig config, Secret token) {
        Call made = call.apply(config);
        return made.body == null
                ? VaultRequest.read("probe", made.path, token)
                : VaultRequest.write("probe", made.path, made.body, token);
    }

    private static Call get(String path) {
        return new Call(path, null);
    }

    private static Call post(String path, JsonObject body) {
        return new Call(path, body);
    }

    /** @param body null reads */
    private record Call(String path, JsonObject body) {
        @Override
        public String toString() {
            return "Call[" + path + "]";
        }
    }
}
