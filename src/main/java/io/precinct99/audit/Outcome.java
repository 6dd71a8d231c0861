package io.precinct99.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an audited event ended. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    DENIED;

    static Optional<Outcome> named(String text) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst();
    }

    /** As rows and answers write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
