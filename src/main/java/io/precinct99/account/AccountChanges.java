package io.precinct99.account;

import io.precinct99.access.Caller;
import io.precinct99.audit.Action;
import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.AuditTrail;
import io.precinct99.audit.Origin;
import io.precinct99.audit.Outcome;
import io.precinct99.problem.Problem;
import io.precinct99.token.DenyList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.OptionalInt;

/** What changes accounts, each in one transaction with its row in the trail. */
@ApplicationScoped
public class AccountChanges {
    /** What the trail calls that to which all of this happens. */
    static final String RESOURCE = "account";

    private final Users users;
    private final DenyList ended;
    private final Authentication authentication;
    private final AuditTrail audit;

    protected AccountChanges() {
        this(null, null, null, null);
    }

    @Inject
    public AccountChanges(Users users, DenyList ended, Authentication authentication, AuditTrail audit) {
        this.users = users;
        this.ended = ended;
        this.authentication = authentication;
        this.audit = audit;
    }

    /** @throws Problem 409 when the name or the e-mail address is taken */
    @Transactional
    public User open(User user, Origin origin) {
        User opened = users.add(user);
        audit.append(AuditEvent.of(Action.ACCOUNT_REGISTERED, Outcome.SUCCESS, origin, RESOURCE)
                .about(opened.id()));
        return opened;
    }

    /**
     * Replaces the password of a caller who has just proved the present one, and ends all his tokens but the presented one.
     *
     * @return the epoch of the tokens from now on; empty when somebody else changed the password meanwhile
     */
    @Transactional
    OptionalInt changePassword(Authentication.Attempt proof, String newHash, Caller.Person caller, Origin origin) {
        OptionalInt epoch = users.changePassword(proof.user().orElseThrow(), newHash);
        if (epoch.isPresent()) {
            ended.endOthers(caller, epoch.getAsInt());
            authentication.conclude(
                    proof,
                    AuditEvent.of(Action.PASSWORD_CHANGED, Outcome.SUCCESS, origin, RESOURCE)
                            .about(caller.userId()));
        }
        return epoch;
    }

    /** Ends the presented token. */
    @Transactional
    public void logOut(Caller.Person caller, Origin origin) {
        ended.end(caller);
        audit.append(
                AuditEvent.of(Action.LOGOUT, Outcome.SUCCESS, origin, RESOURCE).about(caller.userId()));
    }
}
