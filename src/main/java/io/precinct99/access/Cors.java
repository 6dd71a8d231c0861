package io.precinct99.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** Cross-origin answers for listed origins only. Credentials are never allowed: tokens travel in a header. */
record Cors(Set<String> origins) {
    private static final String HEADERS = "Authorization, Content-Type, If-Match, X-Request-ID, X-Trace-ID";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String EXPOSED = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After";

    /** Whether the request was a preflight and is answered now. */
    boolean answered(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        boolean preflight =
                request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
        if (origins.contains(origin) || origins.contains("*")) {
            grant(response, origin, preflight);
        }
        if (preflight) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        return preflight;
    }

    private void grant(HttpServletResponse response, String origin, boolean preflight) {
        response.setHeader("Access-Control-Allow-Origin", origins.contains(origin) ? origin : "*");
        if (preflight) {
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", HEADERS);
            response.setHeader("Access-Control-Max-Age", "600");
        } else {
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
    }
}
