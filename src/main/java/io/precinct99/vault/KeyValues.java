package io.precinct99.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The vault's key-value engine, version 2. Thread-safe. Every method throws {@link VaultException}; a vault that is away is
 * never reported as a missing secret.
 */
public class KeyValues {
    private final Vault vault;
    private final String mount;

    public KeyValues(String mount, Vault vault) {
        this.mount = mount;
        this.vault = vault;
    }

    /** The newest version of a secret's fields; empty when there is none. */
    public Optional<Map<String, Secret>> read(String path) {
        try {
            VaultAnswer answer = vault.call(token -> VaultRequest.read("kv_read", mount + "/data/" + path, token));
            if (!(answer.data().get("data") instanceof JsonObject fields)) {
                throw VaultException.unavailable("the vault's secret lacks its data", null);
            }
            Map<String, Secret> secrets = new TreeMap<>();
            fields.forEach((name, value) -> {
                if (value instanceof JsonString text) {
                    secrets.put(name, new Secret(text.getString()));
                }
            });
            return Optional.of(secrets);
        } catch (VaultException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes a new version. */
    public void write(String path, Map<String, Secret> fields) {
        JsonObjectBuilder data = Json.createObjectBuilder();
        fields.forEach((name, value) -> data.add(name, value.reveal()));
        JsonObject body = Json.createObjectBuilder().add("data", data).build();
        vault.call(token -> VaultRequest.write("kv_write", mount + "/data/" + path, body, token));
    }

    /** Destroys a secret with all its versions; one that is not there is a success. */
    public void destroy(String path) {
        vault.call(token -> VaultRequest.delete("kv_destroy", mount + "/metadata/" + path, token));
    }
}
