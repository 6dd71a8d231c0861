package io.precinct99.operations;

import io.precinct99.access.Role;
import io.precinct99.identity.IdentitySource;
import io.precinct99.identity.WorkloadIdentity;
import io.precinct99.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** Who this process is, according to its SVID. */
@Path("/api/v1/operations/identity")
@ApplicationScoped
public class IdentityResource {
    private final IdentitySource identities;
    private final InstantSource clock;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public IdentityResource() {
        this(null, null);
    }

    @Inject
    public IdentityResource(IdentitySource identities, InstantSource clock) {
        this.identities = identities;
        this.clock = clock;
    }

    /** The X.509-SVID without its key. The serial number is hexadecimal. */
    public record Identity(
            String spiffeId,
            String trustDomain,
            Instant notBefore,
            Instant notAfter,
            String serial,
            long bundleAgeSeconds,
            long updates) {
        static Identity of(WorkloadIdentity identity, Instant now) {
            return new Identity(
                    identity.id().toString(),
                    identity.id().getTrustDomain().getName(),
                    identity.notBefore(),
                    identity.notAfter(),
                    identity.leaf().getSerialNumber().toString(16),
                    Duration.between(identity.receivedAt(), now).toSeconds(),
                    identity.updates());
        }
    }

    @GET
    @RolesAllowed(Role.OPERATOR_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who this process is")
    @APIResponseSchema(Identity.class)
    @APIResponse(responseCode = "503")
    @SecurityRequirement(name = "bearer")
    public Identity identity() {
        return identities
                .current()
                .map(identity -> Identity.of(identity, clock.instant()))
                .orElseThrow(() -> Problem.unavailable(
                        "identity_unavailable", "There is no valid SVID at the moment; see /api/v1/health/ready.", 2));
    }
}
