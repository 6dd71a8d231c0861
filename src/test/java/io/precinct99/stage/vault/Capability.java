package io.precinct99.stage.vault;

import java.util.Locale;

/** What a policy may allow on a path. */
enum Capability {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    LIST,
    PATCH,
    SUDO,
    DENY;

    static Capability named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
