package io.precinct99.account;

import io.precinct99.access.ClientAddress;
import io.precinct99.access.Limit;
import io.precinct99.access.Limited;
import io.precinct99.access.Limits;
import io.precinct99.access.RequestLimits;
import io.precinct99.audit.Action;
import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.Origin;
import io.precinct99.audit.Outcome;
import io.precinct99.problem.JsonBody;
import io.precinct99.problem.Problem;
import io.precinct99.token.AccessTokens;
import io.precinct99.token.IssuedToken;
import io.precinct99.token.TokenSubject;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** People exchange name and password for an access token. */
@Path("/api/v1/auth/login")
@ApplicationScoped
public class LoginResource {
    static final String EXAMPLE = "{\"username\": \"jake\", \"password\": \"jake-precinct99\"}";

    private final Authentication authentication;
    private final AccessTokens tokens;
    private final Limits limits;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public LoginResource() {
        this(null, null, null);
    }

    @Inject
    public LoginResource(Authentication authentication, AccessTokens tokens, Limits limits) {
        this.authentication = authentication;
        this.tokens = tokens;
        this.limits = limits;
    }

    /** The token answer of RFC 6749 §5.1. */
    public record LoggedIn(String accessToken, String tokenType, long expiresIn) {}

    @POST
    @PermitAll
    @Limited(Limit.LOGIN_ADDRESS)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Log in")
    @APIResponseSchema(LoggedIn.class)
    @APIResponse(responseCode = "503")
    public LoggedIn logIn(
            @Context HttpServletRequest request,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "LoginRequest"),
                                            example = EXAMPLE))
                    JsonBody body) {
        LoginName name = body.text("username", LoginName::of);
        Password password = body.text("password", Password::new);
        body.check();
        RequestLimits.take(request, limits, Limit.LOGIN_NAME, name.canonical());
        Authentication.Attempt attempt = authentication.attempt(name, password, ClientAddress.group(request));
        Origin origin = Origin.anonymous(request);
        if (attempt.user().isEmpty()) {
            authentication.conclude(attempt, failed(attempt, origin));
            throw Problem.of(401, "invalid_credentials", "The name or the password is wrong.")
                    .with("WWW-Authenticate", "Bearer realm=\"precinct99\"");
        }
        return succeeded(attempt, attempt.user().get(), origin);
    }

    /** The token is signed first: a log-in that got none did not succeed, and one without its row gives none away. */
    private LoggedIn succeeded(Authentication.Attempt attempt, User user, Origin origin) {
        boolean done = false;
        try {
            IssuedToken token =
                    tokens.issue(new TokenSubject(user.id(), user.username(), user.role(), user.tokenEpoch()));
            authentication.conclude(
                    attempt,
                    AuditEvent.of(
                                    Action.LOGIN_SUCCEEDED,
                                    Outcome.SUCCESS,
                                    origin.as(user.id(), user.username()),
                                    AccountChanges.RESOURCE)
                            .about(user.id()));
            done = true;
            return new LoggedIn(token.value(), "Bearer", token.expiresIn());
        } finally {
            if (!done) {
                authentication.abandon(attempt);
            }
        }
    }

    private static AuditEvent failed(Authentication.Attempt attempt, Origin origin) {
        AuditEvent event = attempt.guess().admitted()
                ? AuditEvent.of(Action.LOGIN_FAILED, Outcome.FAILURE, origin, AccountChanges.RESOURCE)
                : AuditEvent.of(Action.LOGIN_LOCKED, Outcome.DENIED, origin, AccountChanges.RESOURCE);
        return attempt.named().map(user -> event.about(user.id())).orElse(event);
    }
}
