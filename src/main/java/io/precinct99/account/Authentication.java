package io.precinct99.account;

import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Decides whether a name and a password belong together, with the same work whatever is wrong. */
@ApplicationScoped
public class Authentication {
    private final Users users;
    private final Passwords passwords;

    protected Authentication() {
        this(null, null);
    }

    @Inject
    public Authentication(Users users, Passwords passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    /** @throws Problem 401 {@code invalid_credentials}, one answer for every cause */
    User authenticate(LoginName name, Password password) {
        Optional<User> user = users.named(name.canonical());
        boolean matched = passwords.match(password, user.map(User::passwordHash).orElse(null));
        return user.filter(known -> matched)
                .orElseThrow(() -> Problem.of(401, "invalid_credentials", "The name or the password is wrong.")
                        .with("WWW-Authenticate", "Bearer realm=\"precinct99\""));
    }
}
