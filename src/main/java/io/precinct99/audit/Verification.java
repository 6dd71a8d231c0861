package io.precinct99.audit;

import io.precinct99.vault.TransitKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Proves the trail, or finds the first place where it was tampered with: every row is hashed again, every checkpoint checked
 * against the vault's public keys. Memory stays flat however long the trail is. Thread-safe.
 */
@ApplicationScoped
public class Verification {
    private final LinkedRows rows;
    private final Checkpoints checkpoints;

    protected Verification() {
        this(null, null);
    }

    @Inject
    public Verification(LinkedRows rows, Checkpoints checkpoints) {
        this.rows = rows;
        this.checkpoints = checkpoints;
    }

    /** @throws io.precinct99.vault.VaultException when the vault is away */
    VerificationResult run() throws SQLException {
        Walk walk = new Walk(checkpoints.publicKey(), new CheckpointCursor(checkpoints));
        // The last read comes after the last checkpoint was read, so that its link must be there by then.
        for (var part = rows.after(0); !part.isEmpty(); part = rows.after(walk.last.seq())) {
            for (LinkedRows.Entry entry : part) {
                Optional<VerificationResult> broken = walk.step(entry);
                if (broken.isPresent()) {
                    return broken.get();
                }
            }
        }
        return walk.end();
    }

    /** One way through the chain. */
    private final class Walk {
        private final TransitKey key;
        private final CheckpointCursor cursor;
        private Link last = Link.NONE;
        private Link confirmed = Link.NONE;
        private long firstUnconfirmed;

        Walk(TransitKey key, CheckpointCursor cursor) {
            this.key = key;
            this.cursor = cursor;
        }

        Optional<VerificationResult> step(LinkedRows.Entry entry) throws SQLException {
            Link link = entry.link();
            if (link.seq() != last.seq() + 1) {
                return Optional.of(VerificationResult.broken(last, firstMissingBefore(link.auditId())));
            }
            if (!entry.row().isThere() || !last.next(entry.row()).hasHash(link.hash())) {
                return Optional.of(VerificationResult.broken(last, link.auditId()));
            }
            firstUnconfirmed = last == confirmed ? link.auditId() : firstUnconfirmed;
            last = link;
            return check(cursor.at(link.seq()));
        }

        private Optional<VerificationResult> check(Optional<SignedCheckpoint> checkpoint) {
            if (checkpoint.isEmpty()) {
                return Optional.empty();
            }
            if (!checkpoint.get().confirms(last, key)) {
                return Optional.of(VerificationResult.broken(confirmed, firstUnconfirmed));
            }
            confirmed = last;
            return Optional.empty();
        }

        /** Ids mostly follow each other; what was cut out left no other trace of its own. */
        private long firstMissingBefore(long next) {
            return last.auditId() + 1 < next ? last.auditId() + 1 : next;
        }

        VerificationResult end() throws SQLException {
            var stray = rows.firstStray();
            if (stray.isPresent()) {
                return VerificationResult.broken(last, stray.getAsLong());
            }
            return cursor.hasMore()
                    ? VerificationResult.broken(last, last.auditId() + 1)
                    : VerificationResult.whole(last);
        }
    }
}
