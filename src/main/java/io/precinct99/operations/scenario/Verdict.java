package io.precinct99.operations.scenario;

import java.util.Locale;

/** What was expected, and what was seen. */
enum Verdict {
    ALLOWED,
    BLOCKED,
    /** Neither was seen. Nobody expects it, so it never passes. */
    ERROR;

    static Verdict of(boolean allowed) {
        return allowed ? ALLOWED : BLOCKED;
    }

    /** As answers write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
