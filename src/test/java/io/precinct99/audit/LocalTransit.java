package io.precinct99.audit;

import io.precinct99.vault.Transit;
import io.precinct99.vault.TransitKey;
import io.precinct99.vault.TransitSignature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** A transit engine with one key, in this process. */
final class LocalTransit extends Transit {
    static final String KEY = "audit-checkpoint";
    private final KeyPair pair;

    LocalTransit() {
        super("transit", null);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public TransitSignature signRs256(String key, int keyVersion, byte[] input) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return new TransitSignature(
                    1, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public TransitKey readKey(String key) {
        return new TransitKey(key, 1, new TreeMap<>(Map.of(1, new TransitKey.Version(Instant.EPOCH, (RSAPublicKey)
                pair.getPublic()))));
    }
}
