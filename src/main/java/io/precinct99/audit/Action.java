package io.precinct99.audit;

import java.util.Arrays;
import java.util.Optional;

/** What an audited event was about. The names are part of the API. */
public enum Action {
    ACCOUNT_REGISTERED("account.registered"),
    LOGIN_SUCCEEDED("login.succeeded"),
    LOGIN_FAILED("login.failed"),
    LOGIN_LOCKED("login.locked"),
    LOGOUT("logout"),
    PASSWORD_CHANGED("password.changed"),
    GITHUB_CONFIGURED("github.configured"),
    GITHUB_TOKEN_READ("github.token_read"),
    GITHUB_DELETED("github.deleted"),
    ROTATION_FORCED("rotation.forced"),
    ACCESS_DENIED("access.denied"),
    SCENARIO_RUN("scenario.run");

    private final String text;

    Action(String text) {
        this.text = text;
    }

    static Optional<Action> named(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text.equals(text))
                .findFirst();
    }

    /** As rows and answers write it. */
    String text() {
        return text;
    }
}
