package io.precinct99.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a new password must satisfy. No composition rules, as NIST SP 800-63B advises. */
final class PasswordRules {
    private static final int MIN_CODE_POINTS = 8;
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /** A sentence for each broken rule. The name or e-mail address may be null when it was refused itself. */
    static List<String> broken(Password password, Username username, Email email) {
        List<String> broken = new ArrayList<>();
        if (password.codePoints() < MIN_CODE_POINTS) {
            broken.add("must have at least 8 characters");
        }
        if (password.codePoints() > Password.MAX_CODE_POINTS) {
            broken.add("must have at most 100 characters");
        } else if (password.tooLong()) {
            broken.add("must have at most 72 bytes in UTF-8");
        }
        String folded = password.text().toLowerCase(Locale.ROOT);
        if (COMMON.contains(folded)) {
            broken.add("is one of the most common passwords");
        }
        if (username != null && folded.equals(username.canonical())
                || email != null && folded.equals(email.canonical())) {
            broken.add("must not be the user's name or e-mail address");
        }
        return broken;
    }

    private static Set<String> common() {
        try (var lines = new BufferedReader(
                new InputStreamReader(PasswordRules.class.getResourceAsStream("common-passwords.txt"), UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
