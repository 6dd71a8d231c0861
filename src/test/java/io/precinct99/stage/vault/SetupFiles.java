package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The set-up files of the vault, which production applies with the vault's own tools. */
final class SetupFiles {

    private final Path folder;

    SetupFiles(Path folder) {
        this.folder = folder;
    }

    Policies policies() {
        var policies = new TreeMap<String, List<PathRule>>();
        texts("policies", "", ".hcl").forEach((name, text) -> policies.put(name, PolicyFile.parse(text)));
        return new Policies(policies);
    }

    Map<String, JsonObject> jwtRoles() {
        return objects("auth", "jwt-role-");
    }

    Map<String, JsonObject> certRoles() {
        return objects("auth", "cert-role-");
    }

    Map<String, JsonObject> databaseConnections() {
        return objects("database", "connection-");
    }

    Map<String, JsonObject> databaseRoles() {
        return objects("database", "role-");
    }

    Map<String, JsonObject> transitKeys() {
        return objects("transit", "key-");
    }

    private Map<String, JsonObject> objects(String kind, String prefix) {
        var objects = new TreeMap<String, JsonObject>();
        texts(kind, prefix, ".json")
                .forEach((name, text) -> objects.put(name, JsonText.parse(text.getBytes(StandardCharsets.UTF_8))));
        return objects;
    }

    private Map<String, String> texts(String kind, String prefix, String suffix) {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder.resolve(kind), prefix + "*" + suffix)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                texts.put(name.substring(prefix.length(), name.length() - suffix.length()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the set-up files of the vault cannot be read", e);
        }
        return texts;
    }
}
