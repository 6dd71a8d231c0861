package io.precinct99.access;

import io.precinct99.problem.Problem;
import io.precinct99.problem.ProblemJson;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The first thing a request meets and the last its answer passes: security headers, CORS, the client's address, and
 * only the methods we know. A servlet filter, because it must cover what never reaches JAX-RS.
 */
public class EdgeFilter extends HttpFilter {
    /** TRACE is left out on purpose: it would echo credentials. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private transient AccessConfig config;
    private transient Cors cors;

    @Override
    public void init() {
        use(AccessConfig.load(ConfigProvider.getConfig()));
    }

    void use(AccessConfig read) {
        this.config = read;
        this.cors = new Cors(read.corsOrigins());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        secure(response);
        if (!METHODS.contains(request.getMethod())) {
            ProblemJson.send(response, Problem.notImplemented());
        } else if (!cors.answered(request, response)) {
            ClientAddress.remember(request, ClientAddress.find(request, config.trustedProxies()));
            chain.doFilter(request, response);
        }
    }

    private static void secure(HttpServletResponse response) {
        response.setHeader("Vary", "Origin");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
}
