package io.precinct99.github;

import io.precinct99.vault.Secret;
import java.util.regex.Pattern;

/** A token of GitHub's: 40 to 255 visible ASCII characters, which is what a header can carry. Prints as {@code ***}. */
record GithubToken(Secret secret) {
    private static final Pattern FORM = Pattern.compile("[!-~]{40,255}");

    /** @throws IllegalArgumentException naming the rule that is broken */
    static GithubToken of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 40 to 255 characters without spaces or controls");
        }
        return new GithubToken(new Secret(text));
    }

    boolean same(GithubToken other) {
        return secret.reveal().equals(other.secret.reveal());
    }

    String authorization() {
        return "Bearer " + secret.reveal();
    }

    /** The text with every occurrence of the token blotted out. */
    String redact(String text) {
        return text.replace(secret.reveal(), secret.toString());
    }
}
