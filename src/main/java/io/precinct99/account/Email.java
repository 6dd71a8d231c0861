package io.precinct99.account;

import java.util.Locale;
import java.util.regex.Pattern;

/** An e-mail address of the usual form: no quoting, no comments, ASCII. */
record Email(String value) {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern VALID = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+" + LABEL);
    private static final int MAX_LENGTH = 255;
    private static final int MAX_LOCAL_LENGTH = 64;

    Email {
        if (value.length() > MAX_LENGTH
                || value.indexOf('@') > MAX_LOCAL_LENGTH
                || !VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("must be a valid e-mail address of at most 255 characters");
        }
    }

    String canonical() {
        return value.toLowerCase(Locale.ROOT);
    }
}
