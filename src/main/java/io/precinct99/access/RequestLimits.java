package io.precinct99.access;

import io.precinct99.problem.Problem;
import jakarta.servlet.ServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;

/** The limits that one request met, kept with it so that its answer can report them. */
public final class RequestLimits {
    private static final String ATTRIBUTE = RequestLimits.class.getName();
    private final List<Permit> permits = new ArrayList<>(2);

    /**
     * Counts a request against a limit that only its resource can name.
     *
     * @throws Problem 429 when the quota is used up
     */
    public static void take(ServletRequest request, Limits limits, Limit limit, String key) {
        RequestLimits met =
                request.getAttribute(ATTRIBUTE) instanceof RequestLimits known ? known : new RequestLimits();
        request.setAttribute(ATTRIBUTE, met);
        met.take(limits, limit, key);
    }

    /** The same from a filter. */
    public static void take(ContainerRequestContext request, Limits limits, Limit limit, String key) {
        RequestLimits met = request.getProperty(ATTRIBUTE) instanceof RequestLimits known ? known : new RequestLimits();
        request.setProperty(ATTRIBUTE, met);
        met.take(limits, limit, key);
    }

    private void take(Limits limits, Limit limit, String key) {
        Permit permit = limits.take(limit, key);
        if (permit != null) {
            permits.add(permit);
            permit.orRefuse();
        }
    }

    /** Whether somebody has counted this request, against a limit that may be off. */
    static boolean counted(ContainerRequestContext request) {
        return request.getProperty(ATTRIBUTE) instanceof RequestLimits;
    }

    /** What the limits said so far. */
    static List<Permit> met(ContainerRequestContext request) {
        return request.getProperty(ATTRIBUTE) instanceof RequestLimits known ? known.permits : List.of();
    }
}
