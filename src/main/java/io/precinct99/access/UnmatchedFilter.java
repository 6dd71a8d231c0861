package io.precinct99.access;

import io.precinct99.problem.Problem;
import io.precinct99.problem.ProblemJson;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Counts what no resource method has counted, because there is none: 404, 405 and their like. Before all other response
 * filters, the highest number first, so that they see what is sent.
 */
@Provider
@Priority(Priorities.USER + 1000)
@ApplicationScoped
public class UnmatchedFilter implements ContainerResponseFilter {
    private final Limits limits;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public UnmatchedFilter() {
        this(null);
    }

    @Inject
    public UnmatchedFilter(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (RequestLimits.counted(request)) {
            return;
        }
        try {
            RequestLimits.take(request, limits, Limit.CALLER, LimitFilter.caller(request));
        } catch (Problem refused) {
            Response answer = ProblemJson.response(refused);
            response.getHeaders().clear();
            response.getHeaders().putAll(answer.getHeaders());
            response.setStatus(answer.getStatus());
            response.setEntity(answer.getEntity(), new Annotation[0], answer.getMediaType());
        }
    }
}
