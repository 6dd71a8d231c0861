package io.precinct99.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every answer of JAX-RS: not to be stored unless its resource says otherwise, and how much of each quota is left, unless
 * the answer itself names the one that matters. Not in the edge filter, because JAX-RS adds its headers to those of the
 * container instead of replacing them.
 */
@Provider
@ApplicationScoped
public class AnswerHeaders implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        List<Permit> permits = RequestLimits.met(request);
        if (!permits.isEmpty() && !headers.containsKey("RateLimit")) {
            headers.putSingle("RateLimit-Policy", list(permits, Permit::policyHeader));
            headers.putSingle("RateLimit", list(permits, Permit::stateHeader));
        }
    }

    private static String list(List<Permit> permits, Function<Permit, String> member) {
        return permits.size() == 1
                ? member.apply(permits.get(0))
                : permits.stream().map(member).collect(Collectors.joining(", "));
    }
}
