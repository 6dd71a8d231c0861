package io.precinct99.access;

import java.util.Locale;

/** The rate limits, each with a quota of its own in the configuration. */
public enum Limit {
    /** Everything without a limit of its own: per caller, or per address when nobody is known. */
    CALLER,
    /** Log-ins per canonical name. */
    LOGIN_NAME,
    /** Log-ins per address. */
    LOGIN_ADDRESS,
    /** Registrations per address. */
    REGISTER_ADDRESS;

    /** Name in configuration keys and in the {@code RateLimit} headers. */
    public String policy() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
