package io.precinct99.access;

import io.precinct99.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** Refuses query parameters that nobody reads, and those sent twice: whoever sent them expects something else. */
record QueryFilter(Set<String> known) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        if (uri.getRequestUri().getRawQuery() == null) {
            return;
        }
        uri.getQueryParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw Problem.malformed("The request has a query parameter that this call does not know.");
            }
            if (values.size() > 1) {
                throw Problem.malformed("The query parameter " + name + " was sent more than once.");
            }
        });
    }
}
