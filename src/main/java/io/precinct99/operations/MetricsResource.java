package io.precinct99.operations;

import io.precinct99.access.ClientAddress;
import io.precinct99.problem.Problem;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Measurements for Prometheus, in its text format or as OpenMetrics. Gathered when asked for, and only then. */
@Path("/metrics")
@ApplicationScoped
public class MetricsResource {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusRegistry registry;
    private final OperationsConfig config;
    private final ExpositionFormats formats = ExpositionFormats.init();

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public MetricsResource() {
        this(null, (OperationsConfig) null);
    }

    @Inject
    public MetricsResource(PrometheusRegistry registry, Config config) {
        this(registry, OperationsConfig.load(config));
    }

    MetricsResource(PrometheusRegistry registry, OperationsConfig config) {
        this.registry = registry;
        this.config = config;
    }

    @GET
    @PermitAll
    @Produces({MediaType.TEXT_PLAIN, OPEN_METRICS})
    @Operation(summary = "Measurements for Prometheus; for addresses of the operations networks only")
    @APIResponseSchema(value = String.class, responseDescription = "Prometheus text or OpenMetrics")
    @APIResponse(responseCode = "403")
    public Response metrics(
            @Context HttpServletRequest request,
            @HeaderParam(HttpHeaders.ACCEPT) @Parameter(hidden = true) String accept)
            throws IOException {
        if (!config.admits(ClientAddress.of(request))) {
            throw Problem.forbidden();
        }
        ExpositionFormatWriter writer = accept != null && accept.contains(OPEN_METRICS)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
        writer.write(text, registry.scrape());
        return Response.ok(text.toByteArray(), writer.getContentType()).build();
    }
}
