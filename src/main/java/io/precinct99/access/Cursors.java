package io.precinct99.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.precinct99.problem.Problem;
import io.precinct99.problem.SchemaReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors: opaque texts that say where the next page of a list begins. Each is authenticated together with
 * what it was issued for, so that one that is forged, or belongs to another list, filter or caller, is refused.
 *
 * <p>All replicas have the same key, which they read from the database when they start. It keeps nobody from anything that the
 * caller may not see anyway. Thread-safe.
 */
@ApplicationScoped
public class Cursors {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TAG_BYTES = 16;
    private static final int MAX_LENGTH = 512;

    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    /** Until the schema is there, one of this process alone. */
    private volatile SecretKeySpec key;

    public Cursors() {
        this(random());
    }

    Cursors(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    void share(@Observes SchemaReady ready) {
        byte[] shared = (byte[])
                entities.createNativeQuery("SELECT key FROM cursor_key").getSingleResult();
        key = new SecretKeySpec(shared, ALGORITHM);
    }

    /** @param issuedFor the list's name, then its filters and the caller, always in the same order */
    public String write(String position, String... issuedFor) {
        byte[] plain = position.getBytes(UTF_8);
        byte[] tag = tag(plain, issuedFor);
        return encode(ByteBuffer.allocate(TAG_BYTES + plain.length)
                .put(tag)
                .put(plain)
                .array());
    }

    /**
     * The position that {@link #write} was given.
     *
     * @throws Problem 400 for anything that it did not write for the same
     */
    public String read(String cursor, String... issuedFor) {
        byte[] bytes = decode(cursor);
        if (bytes.length > TAG_BYTES) {
            byte[] plain = Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length);
            if (MessageDigest.isEqual(tag(plain, issuedFor), Arrays.copyOf(bytes, TAG_BYTES))) {
                return new String(plain, UTF_8);
            }
        }
        throw Problem.malformed("The cursor does not belong to this list; begin without one.");
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** One spelling only: the decoder takes padding too, and does not look at bits left over at the end. */
    private static byte[] decode(String cursor) {
        try {
            byte[] bytes = cursor.length() > MAX_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
            return encode(bytes).equals(cursor) ? bytes : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /** Lengths are part of the input: without them "ab", "c" and "a", "bc" would be the same. */
    private byte[] tag(byte[] plain, String... issuedFor) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : issuedFor) {
                byte[] bytes = part.getBytes(UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                mac.update(bytes);
            }
            return Arrays.copyOf(mac.doFinal(plain), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
