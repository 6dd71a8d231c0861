package io.precinct99.audit;

import java.util.Locale;

/** How an audited event ended. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    DENIED;

    /** As rows and answers write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
