package io.precinct99.account;

import io.precinct99.problem.JsonBody;
import io.precinct99.problem.Problem;

/** A request for an account in which every part satisfies its rules. */
record Registration(Username username, Email email, Password password) {
    /** @throws Problem 422 naming every broken rule */
    static Registration of(JsonBody body) {
        Username username = body.text("username", Username::new);
        Email email = body.text("email", Email::new);
        Password password = body.text("password", Password::new);
        if (password != null) {
            PasswordRules.broken(password, username, email).forEach(rule -> body.refuse("password", rule));
        }
        body.check();
        return new Registration(username, email, password);
    }
}
