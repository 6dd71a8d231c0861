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
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Set;

/**
 * Establishes the caller from {@code Authorization: Bearer} (RFC 6750). No token is an anonymous caller; a bad one is
 * refused even where none is needed or nothing is there, which is why it comes before the matching. Health alone is told to
 * whoever asks, also while no token can be judged.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class BearerFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer";
    private static final Set<String> HEALTH = Set.of("/api/v1/health", "/api/v1/health/ready");

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
        if (hasTokenInQuery(request.getUriInfo())) {
            throw counted(request, Problem.malformed("A token must not travel in the query."));
        }
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (headers == null || headers.isEmpty()) {
            return;
        }
        if (headers.size() > 1) {
            throw counted(request, Problem.malformed("The request has more than one Authorization header."));
        }
        String header = headers.get(0);
        if (isBearer(header)
                && !HEALTH.contains(request.getUriInfo().getRequestUri().getPath())) {
            request.setSecurityContext(new CallerContext(caller(request, header), request.getSecurityContext()));
        }
    }

    /** With nothing behind it, too: that is no token, and so a bad one. */
    private static boolean isBearer(String header) {
        int end = SCHEME.length();
        return header.regionMatches(true, 0, SCHEME, 0, end) && (header.length() == end || header.charAt(end) <= ' ');
    }

    private Caller caller(ContainerRequestContext request, String header) {
        try {
            return tokens.caller(header.substring(SCHEME.length()).trim());
        } catch (Problem refused) {
            throw counted(request, refused);
        }
    }

    /** Bad credentials cost work and name nobody, so they count, per address. */
    private Problem counted(ContainerRequestContext request, Problem refusal) {
        RequestLimits.take(request, limits, Limit.CALLER, ClientAddress.group(request));
        return refusal;
    }

    private static boolean hasTokenInQuery(UriInfo uri) {
        return uri.getRequestUri().getRawQuery() != null
                && uri.getQueryParameters().containsKey("access_token");
    }
}
