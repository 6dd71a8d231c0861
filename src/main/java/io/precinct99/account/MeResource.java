package io.precinct99.account;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** A person's own account. */
@Path("/api/v1/auth/me")
@ApplicationScoped
public class MeResource {
    private final Users users;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public MeResource() {
        this(null);
    }

    @Inject
    public MeResource(Users users) {
        this.users = users;
    }

    /** What people see of their account. */
    public record Profile(
            long id, String username, String email, List<String> roles, Instant createdAt, Instant updatedAt) {}

    @GET
    @RolesAllowed(Role.READONLY_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The caller's own account")
    @APIResponseSchema(Profile.class)
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "503")
    @SecurityRequirement(name = "bearer")
    public Profile me(@Context SecurityContext security) {
        User user = users.withId(Caller.person(security).userId()).orElseThrow(Problem::notFound);
        return new Profile(
                user.id(),
                user.username(),
                user.email(),
                user.role().includedNames(),
                user.createdAt(),
                user.updatedAt());
    }
}
