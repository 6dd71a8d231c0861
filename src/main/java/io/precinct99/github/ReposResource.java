package io.precinct99.github;

import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.ARRAY;
import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** The repositories that a person's token can see, page by page as GitHub counts them. */
@Path("/api/v1/github/repos")
@ApplicationScoped
@SecurityRequirement(name = "bearer")
public class ReposResource {
    private final Github github;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public ReposResource() {
        this(null);
    }

    @Inject
    public ReposResource(Github github) {
        this.github = github;
    }

    @GET
    @RolesAllowed(Role.READONLY_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Repositories, as GitHub lists them")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            headers =
                    @Header(
                            name = "Link",
                            description = "first, prev, next and last page (RFC 8288)",
                            schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(type = ARRAY, implementation = GithubRepository.class)))
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "502")
    @APIResponse(responseCode = "503")
    public Response repositories(
            @QueryParam("page") @Parameter(schema = @Schema(type = INTEGER, minimum = "1", maximum = "10000"))
                    String page,
            @QueryParam("per_page") @Parameter(schema = @Schema(type = INTEGER, minimum = "1", maximum = "100"))
                    String perPage,
            @Context HttpServletRequest request,
            @Context SecurityContext security) {
        var question = new RepositoriesQuestion(Paging.of(page, perPage));
        long userId = Caller.person(security).userId();
        RepositoryPage found = github.ask(question, userId, Origin.of(request, security));
        Response.ResponseBuilder answer =
                Response.ok(new GenericEntity<List<GithubRepository>>(found.repositories()) {});
        found.link().ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }
}
