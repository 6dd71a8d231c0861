package io.precinct99.operations;

import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER;

import io.precinct99.access.Caller;
import io.precinct99.access.Cursors;
import io.precinct99.access.Page;
import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.database.Rotation;
import io.precinct99.database.RotationRequest;
import io.precinct99.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** The replacements of this process's database login, and the wish for one more. */
@Path("/api/v1/operations/rotations")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class RotationsResource {
    static final String LIST = "rotations";
    static final int USUAL_LIMIT = 50;
    static final int MOST = 200;
    private static final int MOST_DIGITS = 18;

    private final LeasedDatabase database;
    private final ForcedRotations forced;
    private final Cursors cursors;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public RotationsResource() {
        this(null, null, null);
    }

    @Inject
    public RotationsResource(LeasedDatabase database, ForcedRotations forced, Cursors cursors) {
        this.database = database;
        this.forced = forced;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Rotations, newest first")
    public Page<RotationStatus> rotations(
            @QueryParam("limit") @Parameter(schema = @Schema(type = INTEGER, minimum = "1", maximum = "200"))
                    String limit,
            @QueryParam("cursor") String cursor,
            @Context SecurityContext security) {
        int size = Page.limit(limit, USUAL_LIMIT, MOST);
        String caller = Caller.of(security).getName();
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.read(cursor, LIST, caller));
        List<Rotation> found = database.rotations(before, size + 1);
        return Page.of(found, size, last -> cursors.write(String.valueOf(last.number()), LIST, caller))
                .map(RotationStatus::of);
    }

    @GET
    @Path("/{number}")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "One rotation")
    public RotationStatus rotation(
            @PathParam("number") @Parameter(schema = @Schema(type = INTEGER, minimum = "1")) String number) {
        if (!number.matches("[0-9]{1,40}")) {
            throw Problem.malformed("The number of a rotation is a whole number.");
        }
        if (number.length() > MOST_DIGITS) {
            throw Problem.notFound();
        }
        return database.rotation(Long.parseLong(number)).map(RotationStatus::of).orElseThrow(Problem::notFound);
    }

    @POST
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Rotate now")
    @APIResponseSchema(value = RotationStatus.class, responseCode = "202", responseDescription = "It runs")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "503")
    public Response rotate(@Context HttpServletRequest request, @Context SecurityContext security) {
        RotationRequest outcome = forced.force(Origin.of(request, security));
        if (outcome instanceof RotationRequest.Accepted accepted) {
            Rotation rotation = accepted.rotation();
            return Response.accepted(RotationStatus.of(rotation))
                    .header(HttpHeaders.LOCATION, "/api/v1/operations/rotations/" + rotation.number())
                    .build();
        }
        if (outcome instanceof RotationRequest.AlreadyRunning) {
            throw Problem.conflict("rotation_running", "A rotation is running; wait for its end.");
        }
        if (outcome instanceof RotationRequest.TooSoon tooSoon) {
            throw refusal(tooSoon);
        }
        throw Problem.unavailable(
                "database_unavailable", "There is no database login to replace; see /api/v1/health/ready.", 2);
    }

    /** Its own quota, and not the caller's, is the one that is used up. */
    private static Problem refusal(RotationRequest.TooSoon tooSoon) {
        long seconds = Math.max(1, tooSoon.retryAfter().plusNanos(999_999_999).toSeconds());
        return Problem.tooManyRequests(seconds)
                .with("RateLimit-Policy", "\"rotation\";q=1;w=" + RotationRequest.WINDOW.toSeconds())
                .with("RateLimit", "\"rotation\";r=0;t=" + seconds);
    }
}
