package io.precinct99.token;

import io.precinct99.problem.Problem;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in {@code jti}: 128 random bits, and the epoch of the account at the time of issue. Epochs are counted, so
 * that which token came before a new password never hangs on clocks.
 */
record TokenId(String value, int epoch) {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}\\.([0-9]{1,9})");

    static TokenId fresh(SecureRandom random, int epoch) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new TokenId(BASE64URL.encodeToString(id) + '.' + epoch, epoch);
    }

    /** @throws Problem 401 for an id that we never gave */
    static TokenId parse(String jti) {
        Matcher form = FORM.matcher(jti);
        if (!form.matches()) {
            throw Problem.invalidToken();
        }
        return new TokenId(jti, Integer.parseInt(form.group(1)));
    }
}
