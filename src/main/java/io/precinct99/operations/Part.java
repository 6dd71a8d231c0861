package io.precinct99.operations;

import java.util.Locale;

/** What this process cannot work without. */
enum Part {
    SPIRE("connected"),
    VAULT("authenticated"),
    DATABASE("connected"),
    SCHEMA("migrated");

    private final String working;

    Part(String working) {
        this.working = working;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One word for people: how it works, or why not. */
    String word(Finding finding) {
        if (finding instanceof Finding.Down down) {
            return down.before() ? "unavailable" : "not_initialized";
        }
        return working;
    }
}
