package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManager;

/** Plain HTTP calls to the vault under test, with one token. */
final class VaultClient {

    private final DevVault vault;
    private final HttpClient client;
    private final String token;

    private VaultClient(DevVault vault, HttpClient client, String token) {
        this.vault = vault;
        this.client = client;
        this.token = token;
    }

    static VaultClient of(DevVault vault, KeyManager... identity) {
        var client = HttpClient.newBuilder()
                .sslContext(TrustedCa.context(vault.caPem(), identity))
                .build();
        return new VaultClient(vault, client, "");
    }

    static VaultClient root(DevVault vault) {
        return of(vault).with(vault.rootToken());
    }

    VaultClient with(String other) {
        return new VaultClient(vault, client, other);
    }

    /** Logs in with the role of the set-up files and returns a client with the new token. */
    VaultClient loggedIn(String jwt) {
        return with(login(jwt).body().getJsonObject("auth").getString("client_token"));
    }

    Reply login(String jwt) {
        return post("auth/jwt/login", Map.of("role", "precinct99", "jwt", jwt));
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    Reply post(String path, Map<String, ?> body) {
        return post(path, Json.createObjectBuilder(body).build().toString());
    }

    Reply post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(vault.uri().resolve("/v1/" + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Vault-Token", token);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(sendOrFail(request));
        } catch (IOException e) {
            throw new AssertionError("no answer of the vault", e);
        }
    }

    HttpResponse<byte[]> sendOrFail(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One answer. */
    record Reply(HttpResponse<byte[]> http) {

        int status() {
            return http.statusCode();
        }

        String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }

        JsonObject body() {
            return http.body().length == 0 ? JsonValue.EMPTY_JSON_OBJECT : JsonText.parse(http.body());
        }

        JsonObject data() {
            return body().getJsonObject("data");
        }

        String error() {
            return body().getJsonArray("errors").getString(0);
        }
    }
}
