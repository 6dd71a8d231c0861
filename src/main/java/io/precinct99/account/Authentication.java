package io.precinct99.account;

import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Decides whether a name and a password belong together. The work is the same whatever is wrong: unknown, malformed, wrong,
 * locked, over-long.
 */
@ApplicationScoped
public class Authentication {
    private static final Logger LOG = System.getLogger(Authentication.class.getName());

    private final Users users;
    private final Passwords passwords;
    private final Guesses guesses;
    private final AuditTrail audit;

    protected Authentication() {
        this(null, null, null, null);
    }

    @Inject
    public Authentication(Users users, Passwords passwords, Guesses guesses, AuditTrail audit) {
        this.users = users;
        this.passwords = passwords;
        this.guesses = guesses;
        this.audit = audit;
    }

    /**
     * What came out.
     *
     * @param named whoever has the name, whether he proved it or not
     * @param newHash of a right password whose hash was made with another cost than today's
     */
    record Attempt(Guess guess, Optional<User> named, boolean right, Optional<String> newHash) {
        Optional<User> user() {
            return named.filter(known -> right);
        }
    }

    /**
     * Compares, and makes the hash of a right password anew where it is outdated. Each attempt is followed by
     * {@link #conclude}.
     *
     * @param address groups those who are counted together
     */
    Attempt attempt(LoginName name, Password password, String address) {
        return attempt(name, password, address, true);
    }

    /** The same for a password that is about to be replaced: its hash stays as it is. */
    Attempt confirm(LoginName name, Password password, String address) {
        return attempt(name, password, address, false);
    }

    private Attempt attempt(LoginName name, Password password, String address, boolean stays) {
        Optional<User> user = users.named(name.canonical());
        return passwords.inTurn(() -> {
            Guess guess = guesses.begin(name, address);
            String hash = guess.admitted() ? user.map(User::passwordHash).orElse(null) : null;
            boolean right = passwords.match(password, hash);
            boolean anew = right && stays && passwords.outdated(hash);
            return new Attempt(guess, user, right, anew ? Optional.of(passwords.hash(password)) : Optional.empty());
        });
    }

    /** Counts the outcome and writes it into the trail, and the new hash of a right password: all or nothing. */
    @Transactional
    public void conclude(Attempt attempt, AuditEvent event) {
        attempt.newHash().ifPresent(hash -> users.rehash(attempt.user().orElseThrow(), hash));
        guesses.end(attempt.guess(), attempt.right() ? Guess.Result.RIGHT : Guess.Result.WRONG);
        audit.append(event);
    }

    /** The password was right, but what it was for did not work. */
    void abandon(Attempt attempt) {
        try {
            guesses.end(attempt.guess(), Guess.Result.UNDECIDED);
        } catch (RuntimeException databaseAway) {
            LOG.log(Level.DEBUG, "A guess stays open; it is forgotten in a minute.", databaseAway);
        }
    }
}
