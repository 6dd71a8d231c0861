package io.precinct99.stage.vault;

import java.time.Instant;

/** Name and password of a leased login; the password is in no {@code toString}. */
record DatabaseLogin(String username, String password) {

    private static final int PREFIX = 32;

    /** PostgreSQL cuts names at 63 bytes: 32 of prefix, 20 random, a dash and ten digits fit. */
    static DatabaseLogin generate(String role, Instant now) {
        var prefix = "v-precinct9-" + role;
        var cut = prefix.substring(0, Math.min(PREFIX - 1, prefix.length()));
        return new DatabaseLogin(
                cut + "-" + RandomText.alphanumeric(20) + "-" + now.getEpochSecond(), RandomText.alphanumeric(20));
    }

    @Override
    public String toString() {
        return "DatabaseLogin[" + username + "]";
    }
}
