package io.precinct99.audit;

import io.precinct99.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** Proves on request that nobody tampered with the trail. */
@Path("/api/v1/audit/verification")
@ApplicationScoped
public class VerificationResource {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Chain chain;
    private final Verification verification;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public VerificationResource() {
        this(null, null);
    }

    @Inject
    public VerificationResource(Chain chain, Verification verification) {
        this.chain = chain;
        this.verification = verification;
    }

    @POST
    @RolesAllowed(Role.OPERATOR_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Verify the audit trail, from its first row on")
    @APIResponseSchema(VerificationResult.class)
    @APIResponse(responseCode = "503")
    @SecurityRequirement(name = "bearer")
    public VerificationResult verify() throws SQLException {
        chain.linkPending(PATIENCE);
        return verification.run();
    }
}
