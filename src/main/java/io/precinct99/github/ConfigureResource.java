package io.precinct99.github;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import io.precinct99.problem.JsonBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** People lend us their GitHub token, and take it back. */
@Path("/api/v1/github/configure")
@ApplicationScoped
@SecurityRequirement(name = "bearer")
public class ConfigureResource {
    static final String EXAMPLE = "{\"github_token\": \"ghp_0000000000000000000000000000000000000000\"}";

    private final GithubTokens tokens;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public ConfigureResource() {
        this(null);
    }

    @Inject
    public ConfigureResource(GithubTokens tokens) {
        this.tokens = tokens;
    }

    /** The token is kept. */
    public record GithubConfigured(
            String message, @JsonbProperty("is_configured") boolean configured, Instant configuredAt) {}

    @POST
    @RolesAllowed(Role.USER_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Keep a GitHub token, instead of an earlier one")
    @APIResponseSchema(GithubConfigured.class)
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "503")
    public GithubConfigured configure(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "GithubTokenRequest"),
                                            example = EXAMPLE))
                    JsonBody body,
            @Context HttpServletRequest request,
            @Context SecurityContext security) {
        long userId = Caller.person(security).userId();
        GithubToken token = body.text("github_token", GithubToken::of);
        body.check();
        Instant since = tokens.configure(userId, token, Origin.of(request, security));
        return new GithubConfigured("The token is in the vault.", true, since);
    }

    @DELETE
    @RolesAllowed(Role.USER_NAME)
    @Operation(summary = "Destroy the GitHub token, if there is one")
    @APIResponse(responseCode = "204", description = "There is none any more")
    @APIResponse(responseCode = "503")
    public void delete(@Context HttpServletRequest request, @Context SecurityContext security) {
        tokens.delete(Caller.person(security).userId(), Origin.of(request, security));
    }
}
