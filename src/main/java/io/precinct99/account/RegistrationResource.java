package io.precinct99.account;

import io.precinct99.access.Limit;
import io.precinct99.access.Limited;
import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import io.precinct99.problem.JsonBody;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** People open their own accounts. */
@Path("/api/v1/auth/register")
@ApplicationScoped
public class RegistrationResource {
    static final String EXAMPLE =
            "{\"username\": \"holt\", \"email\": \"holt@example.org\", \"password\": \"velvet thunder\"}";

    private final Registrar registrar;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public RegistrationResource() {
        this(null);
    }

    @Inject
    public RegistrationResource(Registrar registrar) {
        this.registrar = registrar;
    }

    /** What a new user learns. */
    public record Registered(long id, String username, String message) {}

    @POST
    @PermitAll
    @Limited(Limit.REGISTER_ADDRESS)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Open an account")
    @APIResponseSchema(value = Registered.class, responseCode = "201", responseDescription = "The account is open")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "503")
    public Response register(
            @Context HttpServletRequest request,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "RegistrationRequest"),
                                            example = EXAMPLE))
                    JsonBody body) {
        User user = registrar.register(Registration.of(body), Role.USER, Origin.anonymous(request));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/auth/me")
                .entity(new Registered(user.id(), user.username(), "The account is open. Log in to get a token."))
                .build();
    }
}
