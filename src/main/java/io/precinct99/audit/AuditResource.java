package io.precinct99.audit;

import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER;
import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING;

import io.precinct99.access.Caller;
import io.precinct99.access.Cursors;
import io.precinct99.access.Page;
import io.precinct99.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** The audit trail for those who watch over it. */
@Path("/api/v1/audit")
@ApplicationScoped
public class AuditResource {
    private static final String LIST = "audit";
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 200;

    private final AuditEntries entries;
    private final Cursors cursors;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public AuditResource() {
        this(null, null);
    }

    @Inject
    public AuditResource(AuditEntries entries, Cursors cursors) {
        this.entries = entries;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed({Role.AUDITOR_NAME, Role.OPERATOR_NAME})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Audit trail, newest first")
    @APIResponse(responseCode = "200", description = "Success")
    @APIResponse(responseCode = "503")
    @SecurityRequirement(name = "bearer")
    public Page<AuditEntry> entries(
            @QueryParam("actor")
                    @Parameter(
                            description = "A user id, anonymous, or a client_id",
                            schema = @Schema(type = STRING, minLength = 1, maxLength = AuditQuery.LONGEST_ACTOR))
                    String actor,
            @QueryParam("action") @Parameter(description = "For example login.failed") String action,
            @QueryParam("outcome")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = STRING,
                                            enumeration = {"success", "failure", "denied"}))
                    String outcome,
            @QueryParam("from")
                    @Parameter(description = "Inclusive", schema = @Schema(type = STRING, format = "date-time"))
                    String from,
            @QueryParam("to")
                    @Parameter(description = "Exclusive", schema = @Schema(type = STRING, format = "date-time"))
                    String to,
            @QueryParam("limit") @Parameter(schema = @Schema(type = INTEGER, minimum = "1", maximum = "200"))
                    String limit,
            @QueryParam("cursor") String cursor,
            @Context SecurityContext security) {
        AuditQuery query = AuditQuery.parse(actor, action, outcome, from, to);
        int size = Page.limit(limit, USUAL_LIMIT, MOST);
        String[] issuedFor = query.issuedFor(LIST, Caller.of(security).getName());
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.read(cursor, issuedFor));
        List<AuditEntry> found = entries.before(before, query, size + 1);
        return Page.of(found, size, last -> cursors.write(String.valueOf(last.id()), issuedFor));
    }
}
