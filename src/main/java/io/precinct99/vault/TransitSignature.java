package io.precinct99.vault;

/**
 * A signature by a key of the vault.
 *
 * @param keyVersion version of the key that signed, from 1
 * @param base64url the signature as a JWS carries it (RFC 7515, section 3)
 */
public record TransitSignature(int keyVersion, String base64url) {
    /** Without the signature: whoever reads it next to the claims has the token. */
    @Override
    public String toString() {
        return "TransitSignature[by version " + keyVersion + "]";
    }
}
