package io.precinct99.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * One request, ready to be written.
 *
 * @param counter the counter that it counts up; -1 when it writes nothing
 */
record Call(Kind kind, int counter, byte[] bytes) {
    /** What a request does. */
    enum Kind {
        EMPTY,
        READ,
        WRITE,
        HOLD
    }

    static Call empty() {
        return new Call(Kind.EMPTY, -1, head("GET", "/bench/empty", null));
    }

    static Call read(String token) {
        return new Call(Kind.READ, -1, head("GET", "/api/v1/auth/me", token));
    }

    static Call write(int counter, String token) {
        return new Call(Kind.WRITE, counter, head("POST", "/bench/counters/" + counter, token));
    }

    static Call hold(String token) {
        return new Call(Kind.HOLD, -1, head("GET", "/bench/hold", token));
    }

    /** A write that holds its row and its connection. */
    static Call slowWrite(int counter, String token) {
        return new Call(Kind.HOLD, counter, head("POST", "/bench/counters/" + counter + "/slowly", token));
    }

    private static byte[] head(String method, String path, String token) {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (method.equals("POST")) {
            head.append("Content-Length: 0\r\n");
        }
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }
}
