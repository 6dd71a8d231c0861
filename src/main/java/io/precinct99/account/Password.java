package io.precinct99.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;

/** A password as somebody typed it, normalised to NFC once and for all. It may still break every rule. */
final class Password {
    /** bcrypt ignores whatever comes after this many bytes. */
    static final int MAX_BYTES = 72;

    static final int MAX_CODE_POINTS = 100;

    private final String text;

    Password(String typed) {
        this.text = Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    int codePoints() {
        return text.codePointCount(0, text.length());
    }

    boolean tooLong() {
        return codePoints() > MAX_CODE_POINTS || bytes().length > MAX_BYTES;
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
