package io.precinct99.stage.vault;

import java.io.IOException;
import java.net.URI;

/** Where the vault reads the keys that sign JWT-SVIDs; asked again whenever a token names an unknown key. */
@FunctionalInterface
public interface JwtKeys {

    /** The current JWK set as JSON. */
    String jwks() throws IOException;

    /** The keys of an OIDC discovery provider, whose certificate must come from {@code caPem}. */
    static JwtKeys at(URI jwksUrl, String caPem) {
        return new RemoteJwtKeys(jwksUrl, caPem);
    }
}
