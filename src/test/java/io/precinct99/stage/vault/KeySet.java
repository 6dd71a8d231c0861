package io.precinct99.stage.vault;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;

/** The fetched signing keys: kept as OpenBao keeps them, fetched again only for a key id that is not among them. */
final class KeySet {

    private final JwtKeys source;
    private volatile List<JWK> keys = List.of();

    KeySet(JwtKeys source) {
        this.source = source;
    }

    /** @throws IOException if the key is unknown and the source cannot be asked */
    JWK key(String keyId) throws IOException {
        var known = find(keyId);
        if (known == null) {
            try {
                keys = JWKSet.parse(source.jwks()).getKeys();
            } catch (ParseException e) {
                throw new IOException("the key set is not readable", e);
            }
            known = find(keyId);
        }
        if (known == null) {
            throw new IOException("no known key");
        }
        return known;
    }

    private JWK find(String keyId) {
        return keys.stream()
                .filter(key -> keyId != null && keyId.equals(key.getKeyID()))
                .findFirst()
                .orElse(null);
    }
}
