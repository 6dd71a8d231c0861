package io.precinct99.operations;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Health for people and their tools: a word for each part, and what to do where one is missing. */
@Path("/api/v1/health")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    private final Readiness readiness;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public HealthResource() {
        this(null);
    }

    @Inject
    public HealthResource(Readiness readiness) {
        this.readiness = readiness;
    }

    /** How each part is. */
    public record Health(String status, String version, String spire, String vault, String database, String schema) {}

    /** Whether each part is there. */
    public record Ready(
            String status,
            String version,
            String spire,
            String vault,
            String database,
            String schema,
            Optional<Reasons> reasons) {}

    /** A sentence for each part that is missing. */
    public record Reasons(
            Optional<String> spire, Optional<String> vault, Optional<String> database, Optional<String> schema) {
        static Reasons of(Map<Part, Finding> findings) {
            return new Reasons(
                    reason(findings.get(Part.SPIRE)),
                    reason(findings.get(Part.VAULT)),
                    reason(findings.get(Part.DATABASE)),
                    reason(findings.get(Part.SCHEMA)));
        }

        private static Optional<String> reason(Finding finding) {
            return finding instanceof Finding.Down down ? Optional.of(down.reason()) : Optional.empty();
        }
    }

    @GET
    @PermitAll
    @Operation(summary = "How the parts of this process are")
    public Health health() {
        Map<Part, Finding> findings = readiness.now();
        return new Health(
                Readiness.isReady(findings) ? "healthy" : "degraded",
                BuildInfo.CURRENT.version(),
                Part.SPIRE.word(findings.get(Part.SPIRE)),
                Part.VAULT.word(findings.get(Part.VAULT)),
                Part.DATABASE.word(findings.get(Part.DATABASE)),
                Part.SCHEMA.word(findings.get(Part.SCHEMA)));
    }

    @GET
    @Path("/ready")
    @PermitAll
    @Operation(summary = "Whether this process can do its work, and what to do if not")
    @APIResponseSchema(value = Ready.class, responseDescription = "Ready")
    @APIResponse(
            responseCode = "503",
            description = "Not ready",
            content = @Content(schema = @Schema(implementation = Ready.class)))
    public Response ready() {
        Map<Part, Finding> findings = readiness.now();
        boolean ready = Readiness.isReady(findings);
        Ready body = new Ready(
                word(ready),
                BuildInfo.CURRENT.version(),
                word(findings, Part.SPIRE),
                word(findings, Part.VAULT),
                word(findings, Part.DATABASE),
                word(findings, Part.SCHEMA),
                ready ? Optional.empty() : Optional.of(Reasons.of(findings)));
        return ready
                ? Response.ok(body).build()
                : Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, Readiness.RETRY_AFTER_SECONDS)
                        .entity(body)
                        .build();
    }

    private static String word(Map<Part, Finding> findings, Part part) {
        return word(findings.get(part).isUp());
    }

    private static String word(boolean ready) {
        return ready ? "ready" : "not_ready";
    }
}
