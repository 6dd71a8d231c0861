package io.precinct99.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes a row for every request that was turned away: 403 for somebody who may not, 401 for a bearer token that was refused.
 * The answer does not depend on the row: it changes nothing, and stands when the database is away.
 */
@Provider
@ApplicationScoped
public class DenialFilter implements ContainerResponseFilter {
    private static final Logger LOG = System.getLogger(DenialFilter.class.getName());
    private static final int LONGEST_OPERATION = 200;

    private final AuditTrail trail;

    @Context
    private HttpServletRequest servletRequest;

    @Context
    private ResourceInfo resource;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public DenialFilter() {
        this(null);
    }

    @Inject
    public DenialFilter(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (status == 403) {
            record(request, status, Origin.of(servletRequest, request.getSecurityContext()));
        } else if (status == 401 && refusesToken(response)) {
            record(request, status, Origin.anonymous(servletRequest));
        }
    }

    /** RFC 6750, section 3.1; a request without a token is refused without an error code. */
    private static boolean refusesToken(ContainerResponseContext response) {
        String challenge = response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE);
        return challenge != null && challenge.startsWith("Bearer") && challenge.contains("error=\"invalid_token\"");
    }

    private void record(ContainerRequestContext request, int status, Origin origin) {
        String operation = operation(request);
        AuditEvent event = AuditEvent.of(Action.ACCESS_DENIED, Outcome.DENIED, origin, "operation")
                .about(operation)
                .with("status", Integer.toString(status));
        try {
            trail.append(event);
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    "A denial could not be written to the audit trail. operation=\"" + operation + "\" status=" + status
                            + " actor=" + origin.actor() + " address=" + origin.address());
        }
    }

    /** The template, so that what somebody tried to reach is one operation, whichever ids he tries; the path of a refused token. */
    private String operation(ContainerRequestContext request) {
        String path = resource.getResourceMethod() == null
                ? "/" + request.getUriInfo().getPath().replaceFirst("^/+", "")
                : template();
        return PlainText.of(request.getMethod() + " " + path, LONGEST_OPERATION);
    }

    private String template() {
        Path method = resource.getResourceMethod().getAnnotation(Path.class);
        String whole = resource.getResourceClass().getAnnotation(Path.class).value()
                + (method == null ? "" : "/" + method.value());
        return "/" + whole.replaceAll("/+", "/").replaceFirst("^/", "");
    }
}
