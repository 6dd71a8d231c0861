package io.precinct99.account;

import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Opens accounts. */
@ApplicationScoped
public class Registrar {
    private final Users users;
    private final Passwords passwords;
    private final AccountChanges changes;
    private final InstantSource clock;

    protected Registrar() {
        this(null, null, null, null);
    }

    @Inject
    public Registrar(Users users, Passwords passwords, AccountChanges changes, InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.changes = changes;
        this.clock = clock;
    }

    /** @throws Problem 409 when the name or the e-mail address is taken */
    User register(Registration registration, Role role, Origin origin) {
        refuseTaken(registration);
        String hash = passwords.inTurn(() -> passwords.hash(registration.password()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return changes.open(new User(registration.username(), registration.email(), hash, role, now), origin);
    }

    /** Only to spare the hash; the unique indexes decide. */
    private void refuseTaken(Registration registration) {
        if (users.named(registration.username().canonical()).isPresent()) {
            throw Taken.username();
        }
        if (users.emailTaken(registration.email().canonical())) {
            throw Taken.email();
        }
    }
}
