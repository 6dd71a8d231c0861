package io.precinct99.github;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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

/** Whom GitHub takes a person for. */
@Path("/api/v1/github/user")
@ApplicationScoped
@SecurityRequirement(name = "bearer")
public class UserResource {
    private final Github github;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public UserResource() {
        this(null);
    }

    @Inject
    public UserResource(Github github) {
        this.github = github;
    }

    @GET
    @RolesAllowed(Role.READONLY_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The owner of the GitHub token")
    @APIResponseSchema(GithubUser.class)
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "502")
    @APIResponse(responseCode = "503")
    public GithubUser user(@Context HttpServletRequest request, @Context SecurityContext security) {
        return github.ask(new UserQuestion(), Caller.person(security).userId(), Origin.of(request, security));
    }
}
