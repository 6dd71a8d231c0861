package io.precinct99.account;

import java.util.Locale;

/** Whatever somebody typed as a name. One that no account can have is looked up and counted all the same. */
record LoginName(String canonical) {
    private static final int LONGEST = 64;

    static LoginName of(String typed) {
        try {
            return new LoginName(new Username(typed).canonical());
        } catch (IllegalArgumentException malformed) {
            // A question mark is in no user name, so lower-casing can not turn this into somebody's.
            return new LoginName('?' + cut(typed).toLowerCase(Locale.ROOT));
        }
    }

    private static String cut(String typed) {
        return typed.substring(0, Math.min(typed.length(), LONGEST));
    }
}
