package io.precinct99.vault;

import io.precinct99.identity.WorkloadIdentity;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Tries out what the vault refuses: log-ins that must not work, and deeds outside of our policy. A token that comes out of it
 * is revoked at once. Every method throws {@link VaultException} when the vault neither refuses nor complies.
 */
public final class VaultProbe {
    private final VaultConfig config;
    private final VaultTransport transport;

    VaultProbe(VaultConfig config, VaultTransport transport) {
        this.config = config;
        this.transport = transport;
    }

    /** Where the vault listens; not resolved. */
    public InetSocketAddress address() {
        int port = config.address().getPort();
        int usual = config.address().getScheme().equals("https") ? 443 : 80;
        return InetSocketAddress.createUnresolved(config.address().getHost(), port < 0 ? usual : port);
    }

    public VaultConfig.AuthMethod authMethod() {
        return config.authMethod();
    }

    /** Whom our JWT-SVIDs for the vault are for. */
    public String audience() {
        return config.audience();
    }

    /** Whether this JWT-SVID, or none, logs in as our role. */
    public boolean logsIn(Optional<Secret> jwtSvid) {
        JsonObjectBuilder body = Json.createObjectBuilder().add("role", config.authRole());
        jwtSvid.ifPresent(jwt -> body.add("jwt", jwt.reveal()));
        return logsIn(transport, body.build());
    }

    /** Whether this X.509-SVID, or none, logs in as our role when it is shown as TLS client certificate. */
    public boolean logsInShowing(Optional<WorkloadIdentity> shown) {
        try {
            HttpClient client = VaultHttpClients.showing(config, shown);
            return logsIn(
                    new HttpTransport(config, () -> client),
                    Json.createObjectBuilder().add("name", config.authRole()).build());
        } catch (IOException | GeneralSecurityException e) {
            throw VaultException.unavailable("VAULT_CACERT cannot be used: " + e.getMessage(), e);
        }
    }

    private boolean logsIn(VaultTransport way, JsonObject credentials) {
        try {
            new VaultLogin(config, null, way).with(credentials).revokeSelf();
            return true;
        } catch (VaultException e) {
            if (e.kind() == VaultException.Kind.REFUSED || e.kind() == VaultException.Kind.DENIED) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the policy lets this session do it; what is there to be done does not matter. */
    public boolean may(VaultSession session, VaultDeed deed) {
        VaultRequest request = deed.request(config, session.token());
        VaultAnswer answer = transport.send(request);
        if (answer.isTransient()) {
            answer.orThrow(request);
        }
        return answer.status() != 403;
    }
}
