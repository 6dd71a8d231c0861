package io.precinct99.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The one sequence of bytes that stands for a row in the chain: its id, then every column in the order of the table. Each field
 * is its length in bytes (32 bits, big endian; -1 for null), then its UTF-8 text. Numbers are decimal, {@code occurred_at} is
 * microseconds since 1970, {@code details} is jsonb as PostgreSQL writes it. No two different rows have the same form.
 */
final class CanonicalForm {
    private CanonicalForm() {}

    static byte[] of(StoredRow row) {
        ByteArrayOutputStream form = new ByteArrayOutputStream(512);
        append(form, Long.toString(row.auditId()));
        row.columns().forEach(column -> append(form, column));
        return form.toByteArray();
    }

    private static void append(ByteArrayOutputStream form, String field) {
        byte[] text = field == null ? new byte[0] : field.getBytes(UTF_8);
        form.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt(0, field == null ? -1 : text.length)
                .array());
        form.writeBytes(text);
    }
}
