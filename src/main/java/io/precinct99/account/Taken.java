package io.precinct99.account;

import io.precinct99.problem.Problem;
import java.sql.SQLException;
import java.util.Optional;

/** Says which unique index of {@code users} refused a row. */
final class Taken {
    private static final String UNIQUE_VIOLATION = "23505";

    private Taken() {}

    static Problem username() {
        return Problem.conflict("username_taken", "The user name is taken.");
    }

    static Problem email() {
        return Problem.conflict("email_taken", "The e-mail address is taken.");
    }

    static Optional<RuntimeException> by(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                // The message is translated, the name of the index in it is not.
                return Optional.of(sql.getMessage().contains("users_email_unique") ? email() : username());
            }
        }
        return Optional.empty();
    }
}
