package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final Password PASSWORD = new Password("velvet thunder");
    private static final LoginName NAME = LoginName.of("holt");

    private int hashed;
    private final Passwords passwords = new Passwords(5, new HashingSlots(1, 1)) {
        @Override
        String hash(Password password) {
            hashed++;
            return super.hash(password);
        }
    };
    private final User holt = new User(
            new Username("holt"),
            new Email("holt@precinct99.nypd"),
            new Passwords(4, new HashingSlots(1, 1)).hash(PASSWORD),
            Role.USER,
            Instant.EPOCH);
    private final Authentication authentication =
            new Authentication(new KnownUsers(), passwords, new AdmittedGuesses(), null);

    @Test
    void outdatedHashOfARightPasswordIsMadeAnewAtLogIn() {
        Authentication.Attempt attempt = authentication.attempt(NAME, PASSWORD, "192.0.2.1");
        assertThat(attempt.user()).contains(holt);
        assertThat(attempt.newHash()).get().asString().startsWith("$2b$05$");
    }

    @Test
    void outdatedHashOfAWrongPasswordStays() {
        Authentication.Attempt attempt = authentication.attempt(NAME, new Password("wrong"), "192.0.2.1");
        assertThat(attempt.user()).isEmpty();
        assertThat(hashed).isZero();
    }

    @Test
    void passwordThatIsAboutToBeReplacedIsComparedAndNotHashed() {
        Authentication.Attempt attempt = authentication.confirm(NAME, PASSWORD, "192.0.2.1");
        assertThat(attempt.user()).contains(holt);
        assertThat(attempt.newHash()).isEmpty();
        assertThat(hashed).isZero();
    }

    private final class KnownUsers extends Users {
        @Override
        public Optional<User> named(String canonicalName) {
            return Optional.of(holt);
        }
    }

    private static final class AdmittedGuesses extends Guesses {
        @Override
        public Guess begin(LoginName name, String address) {
            return new Guess(name, address, true);
        }
    }
}
