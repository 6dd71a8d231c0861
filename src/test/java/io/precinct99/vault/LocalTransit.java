package io.precinct99.vault;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/** A transit engine in this process; its one key answers to every name. */
public final class LocalTransit extends Transit {
    private final InstantSource clock;
    private final SortedMap<Integer, KeyPair> pairs = new TreeMap<>();
    private final SortedMap<Integer, TransitKey.Version> versions = new TreeMap<>();

    public LocalTransit(InstantSource clock) {
        super("transit", null);
        this.clock = clock;
        rotateKey("any");
    }

    @Override
    public TransitSignature signRs256(String key, int keyVersion, byte[] input) {
        int version = keyVersion == 0 ? pairs.lastKey() : keyVersion;
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pairs.get(version).getPrivate());
            signature.update(input);
            return new TransitSignature(
                    version, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public TransitKey readKey(String key) {
        return new TransitKey(key, versions.lastKey(), new TreeMap<>(versions));
    }

    @Override
    public void rotateKey(String key) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            int version = versions.size() + 1;
            pairs.put(version, generator.generateKeyPair());
            Instant now = clock.instant();
            versions.put(version, new TransitKey.Version(now, (RSAPublicKey)
                    pairs.get(version).getPublic()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
