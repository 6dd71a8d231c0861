package io.precinct99.stage;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that live as long as the stage. */
final class Passwords {
    private Passwords() {}

    static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
