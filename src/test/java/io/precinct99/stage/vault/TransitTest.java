package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransitTest {

    private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, Object> RS256 =
            Map.of("signature_algorithm", "pkcs1v15", "hash_algorithm", "sha2-256", "marshaling_algorithm", "jws");

    private static final TestIdentity IDENTITY = new TestIdentity();

    private static DevVault vault;
    private static VaultClient root;

    @BeforeAll
    static void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")).withJwtKeys(IDENTITY));
        root = VaultClient.root(vault);
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void theApplicationSignsRs256WithTheKeyOfTheSetUpAlsoAfterRotation() throws JOSEException {
        var app = VaultClient.of(vault).loggedIn(IDENTITY.jwt());
        var first = sign(app, "access-token", RS256);
        assertThat(first).startsWith("vault:v1:");

        assertThat(app.post("transit/keys/access-token/rotate", "").status()).isEqualTo(200);
        var second = sign(app, "access-token", RS256);

        assertThat(second).startsWith("vault:v2:");
        assertThat(isSignedBy("access-token", "1", JWSAlgorithm.RS256, first)).isTrue();
        assertThat(isSignedBy("access-token", "2", JWSAlgorithm.RS256, second)).isTrue();
        assertThat(isSignedBy("access-token", "1", JWSAlgorithm.RS256, second)).isFalse();
    }

    @Test
    void ps256AndEs256AreWhatJoseExpects() throws JOSEException {
        create("ps", "rsa-2048");
        create("es", "ecdsa-p256");

        var ps = sign(root, "ps", Map.of("salt_length", "hash", "marshaling_algorithm", "jws"));
        assertThat(isSignedBy("ps", "1", JWSAlgorithm.PS256, ps)).isTrue();
        var es = sign(root, "es", Map.of("marshaling_algorithm", "jws"));
        assertThat(isSignedBy("es", "1", JWSAlgorithm.ES256, es)).isTrue();
    }

    @Test
    void aDigestMadeBeforeGivesTheSameSignature() throws Exception {
        create("pre", "rsa-2048");
        var digest = MessageDigest.getInstance("SHA-256").digest(INPUT);
        var body = new HashMap<>(RS256);
        body.put("prehashed", true);
        body.put("input", Base64.getEncoder().encodeToString(digest));

        var prehashed = root.post("transit/sign/pre/sha2-256", body).data().getString("signature");

        assertThat(prehashed).isEqualTo(sign(root, "pre", RS256));
    }

    @Test
    void verifyTellsRightFromWrong() {
        create("check", "ecdsa-p256");
        var signature = sign(root, "check", Map.of());

        assertThat(verify("check", INPUT, signature)).isTrue();
        assertThat(verify("check", new byte[] {1}, signature)).isFalse();
    }

    @Test
    void raisingTheMinimumRemovesOldVersions() {
        create("old", "ecdsa-p256");
        var signature = sign(root, "old", Map.of());
        root.post("transit/keys/old/rotate", "");

        root.post("transit/keys/old/config", Map.of("min_decryption_version", 2, "auto_rotate_period", "24h"));

        var key = root.get("transit/keys/old").data();
        assertThat(key.getJsonObject("keys")).containsOnlyKeys("2");
        assertThat(key.getInt("min_decryption_version")).isEqualTo(2);
        assertThat(key.getInt("auto_rotate_period")).isEqualTo(86_400);
        var refused = root.post("transit/verify/old", Map.of("input", "AAAA", "signature", signature));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(root.post("transit/keys/old/config", Map.of("min_decryption_version", 3))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void unknownKeysAndWrongInputAreRefused() {
        assertThat(root.get("transit/keys/none").status()).isEqualTo(404);
        assertThat(root.post("transit/sign/none", Map.of("input", "AAAA")).status())
                .isEqualTo(400);
        assertThat(root.post("transit/keys/none", Map.of("type", "rot13")).status())
                .isEqualTo(400);
        create("input", "ecdsa-p256");
        assertThat(root.post("transit/sign/input", Map.of("input", "%%")).status())
                .isEqualTo(400);
        assertThat(root.post("transit/sign/input", Map.of()).status()).isEqualTo(400);
        assertThat(root.post("transit/sign/input/md5", Map.of("input", "AAAA")).status())
                .isEqualTo(400);
    }

    private static void create(String name, String type) {
        var created = root.post("transit/keys/" + name, Map.of("type", type));
        assertThat(created.data().getString("type")).isEqualTo(type);
    }

    private static String sign(VaultClient caller, String key, Map<String, Object> form) {
        var body = new HashMap<>(form);
        body.put("input", Base64.getEncoder().encodeToString(INPUT));
        return caller.post("transit/sign/" + key, body).data().getString("signature");
    }

    private static boolean verify(String key, byte[] input, String signature) {
        var body = Map.of("input", Base64.getEncoder().encodeToString(input), "signature", signature);
        return root.post("transit/verify/" + key, body).data().getBoolean("valid");
    }

    private static boolean isSignedBy(String key, String version, JWSAlgorithm algorithm, String signature)
            throws JOSEException {
        var pem = root.get("transit/keys/" + key)
                .data()
                .getJsonObject("keys")
                .getJsonObject(version)
                .getString("public_key");
        var encoded = Base64URL.from(signature.substring(signature.lastIndexOf(':') + 1));
        return verifier(JWK.parseFromPEMEncodedObjects(pem)).verify(new JWSHeader(algorithm), INPUT, encoded);
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return "RSA".equals(key.getKeyType().getValue())
                ? new RSASSAVerifier(key.toRSAKey())
                : new ECDSAVerifier(key.toECKey());
    }
}
