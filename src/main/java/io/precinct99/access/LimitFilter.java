package io.precinct99.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Counts a request against the limit of its method, per caller where the limit is one, else per address. */
record LimitFilter(Limits limits, Limit limit) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        RequestLimits.take(request, limits, limit, key(request));
    }

    private String key(ContainerRequestContext request) {
        return limit == Limit.CALLER ? caller(request) : ClientAddress.group(request);
    }

    /** Whom {@link Limit#CALLER} counts. */
    static String caller(ContainerRequestContext request) {
        return Caller.of(request) instanceof Caller.Person person
                ? "sub " + person.subject()
                : ClientAddress.group(request);
    }
}
