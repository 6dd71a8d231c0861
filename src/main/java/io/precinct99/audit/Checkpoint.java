package io.precinct99.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * What the vault vouches for: at this time the chain had this hash at this place.
 *
 * @param signedAt in whole microseconds, as PostgreSQL keeps it: the time that is signed is the time that is stored
 */
record Checkpoint(long seq, byte[] hash, Instant signedAt) {
    Checkpoint {
        signedAt = signedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** What is signed. Its first line keeps it from being taken for anything else that a key of ours ever signs. */
    byte[] text() {
        return ("precinct99 audit checkpoint, version 1\nseq " + seq + "\nhash " + hexHash() + "\nsigned_at " + signedAt
                        + "\n")
                .getBytes(UTF_8);
    }

    String hexHash() {
        return HexFormat.of().formatHex(hash);
    }
}
