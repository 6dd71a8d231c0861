package io.precinct99.github;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** Whether there is a token; asks neither vault nor GitHub. */
@Path("/api/v1/github/status")
@ApplicationScoped
@SecurityRequirement(name = "bearer")
public class StatusResource {
    private final Integrations integrations;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public StatusResource() {
        this(null);
    }

    @Inject
    public StatusResource(Integrations integrations) {
        this.integrations = integrations;
    }

    @GET
    @RolesAllowed(Role.READONLY_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Whether a GitHub token is kept")
    @APIResponseSchema(GithubStatus.class)
    @APIResponse(responseCode = "503")
    public GithubStatus status(@Context SecurityContext security) {
        return GithubStatus.of(integrations.of(Caller.person(security).userId()));
    }
}
