package io.precinct99.account;

import io.precinct99.access.Caller;
import io.precinct99.access.ClientAddress;
import io.precinct99.access.Role;
import io.precinct99.audit.Action;
import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.Origin;
import io.precinct99.audit.Outcome;
import io.precinct99.problem.JsonBody;
import io.precinct99.problem.Problem;
import io.precinct99.token.EndedTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** People change their own passwords. */
@Path("/api/v1/auth/password")
@ApplicationScoped
public class PasswordResource {
    static final String EXAMPLE =
            "{\"current_password\": \"jake-precinct99\", \"new_password\": \"die hard is a christmas film\"}";

    private final Users users;
    private final Authentication authentication;
    private final Passwords passwords;
    private final AccountChanges changes;
    private final EndedTokens ended;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public PasswordResource() {
        this(null, null, null, null, null);
    }

    @Inject
    public PasswordResource(
            Users users,
            Authentication authentication,
            Passwords passwords,
            AccountChanges changes,
            EndedTokens ended) {
        this.users = users;
        this.authentication = authentication;
        this.passwords = passwords;
        this.changes = changes;
        this.ended = ended;
    }

    @POST
    @RolesAllowed(Role.READONLY_NAME)
    @Operation(
            summary = "Change one's own password",
            description = "The caller's other tokens end within a second; the presented one stays valid. "
                    + "A wrong current password counts as a failed log-in.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "503")
    @SecurityRequirement(name = "bearer")
    public void changePassword(
            @Context HttpServletRequest request,
            @Context SecurityContext security,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "PasswordChangeRequest"),
                                            example = EXAMPLE))
                    JsonBody body) {
        Caller.Person caller = Caller.person(security);
        User user = users.withId(caller.userId()).orElseThrow(Problem::invalidToken);
        PasswordChange change = PasswordChange.of(body, user);
        Authentication.Attempt attempt =
                authentication.confirm(LoginName.of(user.username()), change.current(), ClientAddress.group(request));
        Origin origin = Origin.of(request, security);
        if (attempt.user().isEmpty()) {
            authentication.conclude(
                    attempt,
                    AuditEvent.of(
                                    Action.PASSWORD_CHANGED,
                                    attempt.guess().admitted() ? Outcome.FAILURE : Outcome.DENIED,
                                    origin,
                                    AccountChanges.RESOURCE)
                            .about(caller.userId()));
            throw wrong();
        }
        OptionalInt epoch = replace(attempt, change, caller, origin);
        if (epoch.isEmpty()) {
            throw wrong(); // changed by somebody else while this one was compared
        }
        ended.endOthers(caller, epoch.getAsInt());
    }

    private OptionalInt replace(
            Authentication.Attempt attempt, PasswordChange change, Caller.Person caller, Origin origin) {
        boolean done = false;
        try {
            String hash = passwords.inTurn(() -> passwords.hash(change.wanted()));
            OptionalInt epoch = changes.changePassword(attempt, hash, caller, origin);
            done = epoch.isPresent();
            return epoch;
        } finally {
            if (!done) {
                authentication.abandon(attempt);
            }
        }
    }

    private static Problem wrong() {
        return Problem.of(422, "invalid_credentials", "The current password is wrong.");
    }
}
