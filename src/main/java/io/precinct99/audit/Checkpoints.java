package io.precinct99.audit;

import io.precinct99.vault.Transit;
import io.precinct99.vault.TransitKey;
import io.precinct99.vault.TransitSignature;
import io.precinct99.vault.VaultConfig;
import io.precinct99.vault.VaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Checkpoints of the chain, signed by the vault. The hashes alone hold no secret: whoever owns the database can compute a chain
 * anew. Not so the signatures. What the owner can still do is to cut the end off, checkpoints included; therefore each one is
 * also a line of the log, a copy outside of the database that makes such a cut visible. Thread-safe.
 */
@ApplicationScoped
public class Checkpoints {
    private static final Logger LOG = System.getLogger(Checkpoints.class.getName());
    static final long MOST_LINKS = 10_000;
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** The last link, and the last checkpoint if there is one. */
    private static final String ENDS = """
            SELECT l.seq, l.audit_id, l.hash, coalesce(c.seq, 0), coalesce(c.signed_at <= ?, false)
            FROM (SELECT seq, audit_id, hash FROM audit_links ORDER BY seq DESC LIMIT 1) l
            LEFT JOIN (SELECT seq, signed_at FROM audit_checkpoints ORDER BY seq DESC LIMIT 1) c ON true
            """;

    /** Two replicas may be here at once: the first one wins. */
    private static final String STORE = "INSERT INTO audit_checkpoints (seq, hash, signed_at, key_version, signature)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING";

    private static final String READ = """
            SELECT seq, hash, CASE WHEN isfinite(signed_at) THEN CAST(extract(epoch FROM signed_at) * 1000000 AS bigint) END,
                   key_version, signature
            FROM audit_checkpoints WHERE seq > ? ORDER BY seq LIMIT ?
            """;

    private final DataSource database;
    private final Transit transit;
    private final String key;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Seen lastSeen;

    protected Checkpoints() {
        this(null, null, null, null, null);
    }

    @Inject
    public Checkpoints(DataSource database, Transit transit, VaultConfig config, InstantSource clock) {
        this(database, transit, config.auditKey(), clock, System::nanoTime);
    }

    Checkpoints(DataSource database, Transit transit, String key, InstantSource clock, LongSupplier nanoTime) {
        this.database = database;
        this.transit = transit;
        this.key = key;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Signs the end of the chain when a minute or ten thousand links went by since the last time. No connection is held while
     * the vault works.
     *
     * @throws VaultException when it is away: the next try signs more at once
     * @throws IllegalStateException when the chain was cut off before its last checkpoint
     */
    Optional<SignedCheckpoint> makeWhenDue() throws SQLException {
        Instant now = clock.instant();
        Optional<Link> due = due(now);
        return due.isPresent() ? make(due.get(), now) : Optional.empty();
    }

    private Optional<SignedCheckpoint> make(Link end, Instant now) throws SQLException {
        Checkpoint checkpoint = new Checkpoint(end.seq(), end.hash(), now);
        SignedCheckpoint signed = new SignedCheckpoint(checkpoint, transit.signRs256(key, 0, checkpoint.text()));
        if (!store(signed)) {
            return Optional.empty();
        }
        LOG.log(
                Level.INFO,
                "Audit checkpoint. seq=" + checkpoint.seq() + " hash=" + checkpoint.hexHash() + " signed_at="
                        + checkpoint.signedAt() + " key_version="
                        + signed.signature().keyVersion());
        return Optional.of(signed);
    }

    /** The public side of the key that signs. @throws VaultException when the vault is away */
    TransitKey publicKey() {
        return transit.readKey(key);
    }

    /** Up to {@code limit} checkpoints behind a place, in order. */
    List<SignedCheckpoint> after(long seq, int limit) throws SQLException {
        List<SignedCheckpoint> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(READ)) {
            select.setLong(1, seq);
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Instant signedAt = Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS);
                    found.add(new SignedCheckpoint(
                            new Checkpoint(row.getLong(1), row.getBytes(2), signedAt),
                            new TransitSignature(row.getInt(4), row.getString(5))));
                }
            }
        }
        return found;
    }

    private Optional<Link> due(Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ENDS)) {
            select.setTimestamp(1, Timestamp.from(now.minus(LONGEST)));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Link end = new Link(row.getLong(1), row.getLong(2), row.getBytes(3));
                return isDue(end.seq(), row.getLong(4), row.getBoolean(5)) ? Optional.of(end) : Optional.empty();
            }
        }
    }

    /** @param confirmed the place of the last checkpoint; 0 without one */
    private boolean isDue(long end, long confirmed, boolean old) {
        if (end < confirmed) {
            throw new IllegalStateException("the chain ends before its last checkpoint: it was cut off");
        }
        boolean stale = old || seenForLong(confirmed);
        return end > confirmed && (confirmed == 0 || end - confirmed >= MOST_LINKS || stale);
    }

    /** Whether it has been the last one for a minute under our eyes: a clock that jumped, ours or another's, delays nothing. */
    private boolean seenForLong(long confirmed) {
        Seen seen = lastSeen;
        if (seen == null || seen.seq != confirmed) {
            seen = new Seen(confirmed, nanoTime.getAsLong());
            lastSeen = seen;
        }
        return nanoTime.getAsLong() - seen.sinceNanos >= LONGEST.toNanos();
    }

    private record Seen(long seq, long sinceNanos) {}

    private boolean store(SignedCheckpoint signed) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setLong(1, signed.checkpoint().seq());
            insert.setBytes(2, signed.checkpoint().hash());
            insert.setTimestamp(3, Timestamp.from(signed.checkpoint().signedAt()));
            insert.setInt(4, signed.signature().keyVersion());
            insert.setString(5, signed.signature().base64url());
            return insert.executeUpdate() == 1;
        }
    }
}
