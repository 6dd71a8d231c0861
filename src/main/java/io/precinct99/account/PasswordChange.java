package io.precinct99.account;

import io.precinct99.problem.JsonBody;
import io.precinct99.problem.Problem;

/** A request for another password. The new one satisfies the rules; whether the present one is right nobody knows yet. */
record PasswordChange(Password current, Password wanted) {
    /** @throws Problem 422 naming every broken rule */
    static PasswordChange of(JsonBody body, User user) {
        Password current = body.text("current_password", Password::new);
        Password wanted = body.text("new_password", Password::new);
        if (wanted != null) {
            PasswordRules.broken(wanted, new Username(user.username()), new Email(user.email()))
                    .forEach(rule -> body.refuse("new_password", rule));
        }
        body.check();
        return new PasswordChange(current, wanted);
    }
}
