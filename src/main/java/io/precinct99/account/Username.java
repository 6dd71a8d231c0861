package io.precinct99.account;

import java.util.Locale;
import java.util.regex.Pattern;

/** A name to log in with. Plain ASCII, so that no two names look alike. */
record Username(String value) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{3,50}");

    Username {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 3 to 50 letters, digits, underscores or hyphens");
        }
    }

    /** The key under which the name is found, limited and locked. */
    String canonical() {
        return value.toLowerCase(Locale.ROOT);
    }
}
