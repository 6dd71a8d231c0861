package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.precinct99.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys and values, signatures, and the policy: what holds on every stage. */
class SecretsContractIT {
    private static Workload workload;

    private final String path = "github/" + UUID.randomUUID();

    @BeforeAll
    static void logIn() {
        workload = Workload.on(Stage.current(), Map.of()).loggedIn();
    }

    @AfterAll
    static void logOut() {
        workload.close();
    }

    @Test
    void secretIsReadAsItWasWrittenLast() {
        KeyValues secrets = workload.keyValues();
        assertThat(secrets.read(path)).isEmpty();
        secrets.write(path, Map.of("token", new Secret("first")));
        secrets.write(path, Map.of("token", new Secret("sécond\n\"")));
        assertThat(secrets.read(path).orElseThrow().get("token").reveal()).isEqualTo("sécond\n\"");
        secrets.destroy(path);
    }

    @Test
    void destroyedSecretIsGoneAndDestroyingItAgainIsASuccess() {
        KeyValues secrets = workload.keyValues();
        secrets.write(path, Map.of("token", new Secret("short-lived")));
        secrets.destroy(path);
        assertThat(secrets.read(path)).isEmpty();
        secrets.destroy(path);
    }

    @Test
    void pathOutsideThePolicyIsDenied() {
        KeyValues secrets = workload.keyValues();
        VaultException write = catchThrowableOfType(
                VaultException.class, () -> secrets.write("elsewhere/x", Map.of("a", new Secret("b"))));
        assertThat(write.kind()).isEqualTo(VaultException.Kind.DENIED);
        VaultException read = catchThrowableOfType(VaultException.class, () -> secrets.read("elsewhere/x"));
        assertThat(read.kind()).isEqualTo(VaultException.Kind.DENIED);
        VaultException key = catchThrowableOfType(
                VaultException.class, () -> workload.transit().readKey("somebody-elses"));
        assertThat(key.kind()).isEqualTo(VaultException.Kind.DENIED);
    }

    @Test
    void signatureVerifiesWithThePublishedKey() throws Exception {
        byte[] input = "header.claims".getBytes(StandardCharsets.US_ASCII);
        TransitSignature signature = workload.transit().signRs256("access-token", 0, input);
        TransitKey key = workload.transit().readKey("access-token");
        assertThat(signature.keyVersion()).isEqualTo(key.latestVersion());
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key.versions().get(signature.keyVersion()).publicKey());
        verifier.update(input);
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(signature.base64url())))
                .isTrue();
    }

    @Test
    void olderKeyVersionStillSignsAfterARotation() {
        Transit transit = workload.transit();
        int before = transit.readKey("access-token").latestVersion();
        transit.rotateKey("access-token");
        assertThat(transit.readKey("access-token").versions()).containsKeys(before, before + 1);
        assertThat(transit.signRs256("access-token", before, new byte[] {1}).keyVersion())
                .isEqualTo(before);
        assertThat(transit.signRs256("access-token", 0, new byte[] {1}).keyVersion())
                .isEqualTo(before + 1);
    }
}
