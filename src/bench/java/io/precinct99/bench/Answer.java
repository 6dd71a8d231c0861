package io.precinct99.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * The bytes of one HTTP/1.1 answer as far as they came. Knows only what our own server sends: a Content-Length, or chunks.
 */
final class Answer {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(ISO_8859_1);

    private final byte[] bytes = new byte[32 * 1024];
    private int length;
    private String head;
    private int bodyStart;
    private int bodyLength;

    void clear() {
        length = 0;
        head = null;
    }

    byte[] buffer() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes what was read into the buffer behind {@link #length()}. @return true when the answer is complete */
    boolean took(int count) {
        length += count;
        if (head == null && !parseHead()) {
            return false;
        }
        return bodyLength >= 0 ? length >= bodyStart + bodyLength : endsWithLastChunk();
    }

    int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    boolean has(String header) {
        return head.contains("\r\n" + header + ":");
    }

    boolean closes() {
        return head.contains("\r\nconnection: close");
    }

    /** The beginning of the answer, for people. */
    String excerpt() {
        return new String(bytes, 0, Math.min(length, 2_000), ISO_8859_1).replaceAll("\\s+", " ");
    }

    private boolean parseHead() {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                head = new String(bytes, 0, i + 1, ISO_8859_1).toLowerCase(Locale.ROOT);
                bodyStart = i + 1;
                bodyLength = bodyLength();
                return true;
            }
        }
        return false;
    }

    private int bodyLength() {
        if (status() == 204) {
            return 0;
        }
        int at = head.indexOf("\r\ncontent-length:");
        if (at >= 0) {
            return Integer.parseInt(
                    head.substring(at + 17, head.indexOf('\r', at + 2)).trim());
        }
        return head.contains("\r\ntransfer-encoding: chunked") ? -1 : 0;
    }

    private boolean endsWithLastChunk() {
        for (int i = 0; i < LAST_CHUNK.length; i++) {
            int at = length - LAST_CHUNK.length + i;
            if (at < bodyStart || bytes[at] != LAST_CHUNK[i]) {
                return false;
            }
        }
        return true;
    }
}
