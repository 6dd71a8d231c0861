package io.precinct99.operations.scenario;

import io.precinct99.access.Page;
import io.precinct99.access.Role;
import io.precinct99.audit.Action;
import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.AuditTrail;
import io.precinct99.audit.Origin;
import io.precinct99.audit.Outcome;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** The claims of this system, and the wish to see one proved here and now. */
@Path("/api/v1/operations/scenarios")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class ScenariosResource {
    private final Scenarios scenarios;
    private final AuditTrail audit;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public ScenariosResource() {
        this(null, null);
    }

    @Inject
    public ScenariosResource(Scenarios scenarios, AuditTrail audit) {
        this.scenarios = scenarios;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Security scenarios that can be run")
    public Page<ScenarioSummary> scenarios() {
        return Page.whole(scenarios.summaries());
    }

    @POST
    @Path("/{id}")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Run a security scenario on the stage that is running")
    @APIResponseSchema(value = ScenarioRun.class, responseDescription = "What was seen, passed or not")
    @APIResponse(responseCode = "503")
    public ScenarioRun run(
            @PathParam("id")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "identity",
                                                "vault-login",
                                                "vault-policy",
                                                "database-lease",
                                                "rotation",
                                                "network"
                                            }))
                    String id,
            @Context HttpServletRequest request,
            @Context SecurityContext security) {
        Origin origin = Origin.of(request, security);
        ScenarioRun run = scenarios.run(id, origin);
        audit.append(
                AuditEvent.of(Action.SCENARIO_RUN, run.passed() ? Outcome.SUCCESS : Outcome.FAILURE, origin, "scenario")
                        .about(run.scenario())
                        .with("failed_steps", Long.toString(run.failedSteps())));
        return run;
    }
}
