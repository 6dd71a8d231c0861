package io.precinct99.stage.vault;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;

/** The kinds of transit keys that exist here. */
enum KeyKind {
    RSA_2048("rsa-2048", "rsa-2048", "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
    RSA_3072("rsa-3072", "rsa-3072", "RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4)),
    ECDSA_P256("ecdsa-p256", "P-256", "EC", new ECGenParameterSpec("secp256r1"));

    private final String type;
    private final String keyName;
    private final String algorithm;
    private final AlgorithmParameterSpec parameters;

    KeyKind(String type, String keyName, String algorithm, AlgorithmParameterSpec parameters) {
        this.type = type;
        this.keyName = keyName;
        this.algorithm = algorithm;
        this.parameters = parameters;
    }

    static KeyKind of(String type) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.equals(type))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("unknown key type " + type));
    }

    KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key of type " + type, e);
        }
    }

    boolean isRsa() {
        return algorithm.equals("RSA");
    }

    String type() {
        return type;
    }

    /** The {@code name} of each version in the answer of the real one. */
    String keyName() {
        return keyName;
    }
}
