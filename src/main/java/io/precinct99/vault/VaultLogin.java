package io.precinct99.vault;

import io.precinct99.identity.IdentitySource;
import io.precinct99.identity.IdentityUnavailable;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;

/** Turns our SPIFFE identity into a vault token, by JWT-SVID or by the X.509-SVID of the TLS connection. */
final class VaultLogin {
    private final VaultConfig config;
    private final IdentitySource identities;
    private final VaultTransport transport;

    VaultLogin(VaultConfig config, IdentitySource identities, VaultTransport transport) {
        this.config = config;
        this.identities = identities;
        this.transport = transport;
    }

    /** @throws VaultException when identity or vault are away, or the vault refuses us */
    VaultSession login() {
        return with(credentials());
    }

    /** Logs in with whatever is shown. A token that is of no use is revoked before that is said. */
    VaultSession with(JsonObject credentials) {
        VaultRequest request = VaultRequest.login("auth/" + config.authMount() + "/login", credentials);
        long asked = System.nanoTime();
        VaultAnswer answer = transport.send(request).orThrow(request);
        JsonObject auth = answer.auth();
        String text = VaultAnswer.text(auth, "client_token");
        if (!text.matches("[!-~]+")) {
            throw VaultException.unavailable("the vault's token is none that a header can carry", null);
        }
        Secret token = new Secret(text);
        try {
            return new VaultSession(transport, config.databaseMount(), token, Expiry.ofLoan(auth, asked));
        } catch (VaultException e) {
            Expiry unknown = Expiry.of(Duration.ZERO, asked);
            new VaultSession(transport, config.databaseMount(), token, unknown).endQuietly();
            throw e;
        }
    }

    private JsonObject credentials() {
        try {
            return switch (config.authMethod()) {
                case JWT ->
                    Json.createObjectBuilder()
                            .add("role", config.authRole())
                            .add("jwt", identities.jwtSvid(config.audience()).getToken())
                            .build();
                case CERT -> {
                    if (identities.current().isEmpty()) {
                        throw new IdentityUnavailable("no valid X.509-SVID to show to the vault", null);
                    }
                    yield Json.createObjectBuilder()
                            .add("name", config.authRole())
                            .build();
                }
            };
        } catch (IdentityUnavailable e) {
            throw VaultException.unavailable(e.getMessage(), e);
        }
    }
}
