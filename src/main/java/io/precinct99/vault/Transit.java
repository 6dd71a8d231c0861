package io.precinct99.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.TreeMap;

/**
 * The vault's transit engine: signs with keys that never leave it. Thread-safe. Every method throws {@link VaultException}.
 */
public class Transit {
    private final Vault vault;
    private final String mount;

    public Transit(String mount, Vault vault) {
        this.mount = mount;
        this.vault = vault;
    }

    /**
     * RSASSA-PKCS1-v1_5 with SHA-256 (RS256, RFC 7518 section 3.3).
     *
     * @param keyVersion 0 takes the newest
     */
    public TransitSignature signRs256(String key, int keyVersion, byte[] input) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("input", Base64.getEncoder().encodeToString(input))
                .add("hash_algorithm", "sha2-256")
                .add("signature_algorithm", "pkcs1v15")
                .add("marshaling_algorithm", "jws");
        if (keyVersion > 0) {
            body.add("key_version", keyVersion);
        }
        JsonObject request = body.build();
        VaultAnswer answer = vault.call(token -> VaultRequest.write("sign", mount + "/sign/" + key, request, token)
                .asRepeatable());
        String[] parts = VaultAnswer.text(answer.data(), "signature").split(":", 3); // vault:v1:<signature>
        if (parts.length != 3 || !parts[1].matches("v[0-9]{1,9}")) {
            throw VaultException.unavailable("the vault's signature has an unknown form", null);
        }
        return new TransitSignature(Integer.parseInt(parts[1].substring(1)), parts[2]);
    }

    public TransitKey readKey(String key) {
        VaultAnswer answer = vault.call(token -> VaultRequest.read("read_key", mount + "/keys/" + key, token));
        try {
            TreeMap<Integer, TransitKey.Version> versions = new TreeMap<>();
            JsonObject keys = answer.data().getJsonObject("keys");
            for (String version : keys.keySet()) {
                JsonObject entry = keys.getJsonObject(version);
                versions.put(
                        Integer.valueOf(version),
                        new TransitKey.Version(
                                OffsetDateTime.parse(entry.getString("creation_time"))
                                        .toInstant(),
                                rsa(entry.getString("public_key"))));
            }
            return new TransitKey(key, answer.data().getInt("latest_version"), versions);
        } catch (RuntimeException | GeneralSecurityException e) {
            throw VaultException.unavailable("the vault's description of the signing key cannot be read", e);
        }
    }

    /** Adds a version. Tokens signed by older ones still verify. */
    public void rotateKey(String key) {
        vault.call(token -> VaultRequest.write(
                "rotate_key", mount + "/keys/" + key + "/rotate", JsonObject.EMPTY_JSON_OBJECT, token));
    }

    private static RSAPublicKey rsa(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
