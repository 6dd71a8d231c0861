package io.precinct99.account;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import io.precinct99.token.EndedTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** People end the token that they present. */
@Path("/api/v1/auth/logout")
@ApplicationScoped
public class LogoutResource {
    private final AccountChanges changes;
    private final EndedTokens ended;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public LogoutResource() {
        this(null, null);
    }

    @Inject
    public LogoutResource(AccountChanges changes, EndedTokens ended) {
        this.changes = changes;
        this.ended = ended;
    }

    @POST
    @RolesAllowed(Role.READONLY_NAME)
    @Operation(summary = "Log out: the presented token ends, on every replica within a second")
    @APIResponse(responseCode = "204", description = "The token is refused from now on")
    @APIResponse(responseCode = "503")
    @SecurityRequirement(name = "bearer")
    public void logOut(@Context HttpServletRequest request, @Context SecurityContext security) {
        Caller.Person caller = Caller.person(security);
        changes.logOut(caller, Origin.of(request, security));
        ended.end(caller);
    }
}
