package io.precinct99.identity;

import io.precinct99.problem.ConfigErrors;
import io.spiffe.exception.SocketEndpointAddressException;
import io.spiffe.workloadapi.Address;
import org.eclipse.microprofile.config.Config;

/**
 * Where the SPIFFE Workload API listens.
 *
 * @param endpointSocket address as in the SPIFFE Workload Endpoint specification, section 4 ({@code unix:/path})
 */
public record IdentityConfig(String endpointSocket) {
    static final String KEY = "SPIFFE_ENDPOINT_SOCKET";

    /** Reads the configuration; what is wrong is added to {@code errors}. */
    public static IdentityConfig from(Config config, ConfigErrors errors) {
        String socket = config.getOptionalValue(KEY, String.class).orElse("");
        if (socket.isEmpty()) {
            errors.refuse(KEY, "must be set to the Workload API's address, for example unix:/run/spire/agent.sock");
        } else {
            try {
                Address.parseAddress(socket);
            } catch (SocketEndpointAddressException | IllegalArgumentException e) {
                errors.refuse(KEY, "must be an absolute socket address such as unix:/run/spire/agent.sock");
            }
        }
        return new IdentityConfig(socket);
    }
}
