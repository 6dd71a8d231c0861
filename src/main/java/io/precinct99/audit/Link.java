package io.precinct99.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One link of the chain: its hash is SHA-256 of the previous hash and the canonical form of its row, so that it vouches for
 * every row up to its own.
 *
 * @param seq its place, from 1, without gaps
 */
record Link(long seq, long auditId, byte[] hash) {
    /** What the first link follows. */
    static final Link NONE = new Link(0, 0, new byte[32]);

    /** The link of a row behind this one. */
    Link next(StoredRow row) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash);
            return new Link(seq + 1, row.auditId(), digest.digest(CanonicalForm.of(row)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    boolean hasHash(byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }
}
