package io.precinct99.token;

import io.precinct99.access.Caller;
import io.precinct99.access.CallerContext;
import io.precinct99.access.ClientAddress;
import io.precinct99.access.Limit;
import io.precinct99.access.Limits;
import io.precinct99.access.RequestLimits;
import io.precinct99.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Establishes the caller from {@code Authorization: Bearer} (RFC 6750). No token is an anonymous caller; a bad one is
 * refused everywhere, even where none is needed.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class BearerFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final VerifiedTokens tokens;
    private final Limits limits;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public BearerFilter() {
        this(null, null);
    }

    @Inject
    public BearerFilter(VerifiedTokens tokens, Limits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        refuseTokenInQuery(request.getUriInfo());
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (headers == null || headers.isEmpty()) {
            return;
        }
        if (headers.size() > 1) {
            throw Problem.malformed("The request has more than one Authorization header.");
        }
        String header = headers.get(0);
        if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            request.setSecurityContext(new CallerContext(caller(request, header), request.getSecurityContext()));
        }
    }

    /** Bad tokens cost a verification, so they count, per address. */
    private Caller caller(ContainerRequestContext request, String header) {
        try {
            return tokens.caller(header.substring(SCHEME.length()).trim());
        } catch (Problem refused) {
            RequestLimits.take(request, limits, Limit.CALLER, ClientAddress.group(request));
            throw refused;
        }
    }

    private static void refuseTokenInQuery(UriInfo uri) {
        if (uri.getRequestUri().getRawQuery() != null
                && uri.getQueryParameters().containsKey("access_token")) {
            throw Problem.malformed("A token must not travel in the query.");
        }
    }
}
