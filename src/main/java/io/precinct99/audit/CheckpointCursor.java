package io.precinct99.audit;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Goes through the checkpoints in order, beside the chain, a bounded number at a time. For one thread. */
final class CheckpointCursor {
    private static final int AT_ONCE = 500;

    private final Checkpoints checkpoints;
    private final Deque<SignedCheckpoint> ahead = new ArrayDeque<>();
    private boolean exhausted;

    CheckpointCursor(Checkpoints checkpoints) throws SQLException {
        this.checkpoints = checkpoints;
        read(0);
    }

    /** The checkpoint of this place, if there is one. To be asked for every place, in order. */
    Optional<SignedCheckpoint> at(long seq) throws SQLException {
        if (!hasMore() || ahead.peek().checkpoint().seq() != seq) {
            return Optional.empty();
        }
        SignedCheckpoint here = ahead.remove();
        if (ahead.isEmpty() && !exhausted) {
            read(seq);
        }
        return Optional.of(here);
    }

    /** Whether there are checkpoints of places that were not asked for yet. */
    boolean hasMore() {
        return !ahead.isEmpty();
    }

    /** What is signed after this is none of this walk's business. */
    private void read(long seq) throws SQLException {
        ahead.addAll(checkpoints.after(seq, AT_ONCE));
        exhausted = ahead.size() < AT_ONCE;
    }
}
