package io.precinct99.vault;

import jakarta.enterprise.context.ApplicationScoped;

/** Transit engine: keys never leave the vault. Thread-safe. Errors: Problem 503 vault_unavailable with Retry-After. */
@ApplicationScoped
public class Transit {
    /** Signs with RS256; {@code keyVersion} 0 = newest. */
    public TransitSignature signRs256(String key, int keyVersion, byte[] input) {
        throw new UnsupportedOperationException();
    }

    public TransitKey readKey(String key) {
        throw new UnsupportedOperationException();
    }

    public void rotateKey(String key) {
        throw new UnsupportedOperationException();
    }
}
