package io.precinct99.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Links rows that wait in the queue. A batch is one transaction: whatever ends it in the middle leaves the queue as it was.
 * Writers never wait for it. One replica at a time works here; should two do it in spite of the lock, the primary key of
 * {@code audit_links} lets one of them through. Thread-safe.
 */
@ApplicationScoped
public class Chain {
    static final int BATCH = 5_000;
    static final int MOST_COUNTED = 10_000;
    private static final long LOCK_PAUSE_NANOS = 20_000_000;

    /** An arbitrary number, the same in all replicas. */
    private static final String ALONE = "SELECT pg_try_advisory_xact_lock(990001)";

    private static final String HEAD = "SELECT seq, audit_id, hash FROM audit_links ORDER BY seq DESC LIMIT 1";
    private static final String WAITING =
            "SELECT count(*) FROM (SELECT FROM audit_pending LIMIT " + MOST_COUNTED + ") AS part";

    /**
     * Takes ids out of the queue, with their rows; a row that vanished meanwhile is linked as missing, so that it is missed for
     * ever. What is linked already is dropped, or one id queued twice would stop the chain.
     */
    private static final String TAKE = """
            WITH taken AS (
              DELETE FROM audit_pending
              WHERE audit_id IN (SELECT audit_id FROM audit_pending ORDER BY audit_id LIMIT %d)
              RETURNING audit_id)
            SELECT t.audit_id, %s
            FROM taken t LEFT JOIN audit_log a ON a.id = t.audit_id
            WHERE NOT EXISTS (SELECT FROM audit_links l WHERE l.audit_id = t.audit_id)
            ORDER BY t.audit_id
            """.formatted(BATCH, StoredRow.COLUMNS);

    private static final String APPEND = "INSERT INTO audit_links (seq, audit_id, hash) SELECT * FROM unnest(?, ?, ?)";

    private final DataSource database;

    protected Chain() {
        this(null);
    }

    @Inject
    public Chain(DataSource database) {
        this.database = database;
    }

    /** Rows in the queue; {@link #MOST_COUNTED} says that many or more. */
    int waiting() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(WAITING)) {
            count.next();
            return count.getInt(1);
        }
    }

    /** Links the oldest rows of the queue. @return how many; empty while somebody else is at it */
    OptionalInt linkBatch() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false); // what is not committed when it is closed is rolled back
            if (!isAlone(connection)) {
                connection.rollback();
                return OptionalInt.empty();
            }
            List<StoredRow> rows = take(connection);
            if (!rows.isEmpty()) {
                append(connection, head(connection), rows);
            }
            connection.commit();
            return OptionalInt.of(rows.size());
        }
    }

    /** Links in full batches until less than one is left over, which saves the small ones while many write. */
    void linkBacklog() throws SQLException {
        while (linkBatch().orElse(0) == BATCH) {
            // there is more
        }
    }

    /** Links what waits at this moment, whoever does it; gives up after a while when others keep the lock. */
    void linkPending(Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        OptionalInt linked = linkBatch();
        while ((linked.isEmpty() || linked.getAsInt() == BATCH) && System.nanoTime() - end < 0) {
            if (linked.isEmpty()) {
                LockSupport.parkNanos(LOCK_PAUSE_NANOS);
            }
            linked = linkBatch();
        }
    }

    /** The last link, or {@link Link#NONE}. */
    private static Link head(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(HEAD)) {
            return last.next() ? new Link(last.getLong(1), last.getLong(2), last.getBytes(3)) : Link.NONE;
        }
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet granted = statement.executeQuery(ALONE)) {
            return granted.next() && granted.getBoolean(1);
        }
    }

    private static List<StoredRow> take(Connection connection) throws SQLException {
        List<StoredRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet taken = statement.executeQuery(TAKE)) {
            while (taken.next()) {
                rows.add(StoredRow.read(taken.getLong(1), taken, 2));
            }
        }
        return rows;
    }

    private static void append(Connection connection, Link head, List<StoredRow> rows) throws SQLException {
        Long[] places = new Long[rows.size()];
        Long[] ids = new Long[rows.size()];
        byte[][] hashes = new byte[rows.size()][];
        Link last = head;
        for (int i = 0; i < rows.size(); i++) {
            last = last.next(rows.get(i));
            places[i] = last.seq();
            ids[i] = last.auditId();
            hashes[i] = last.hash();
        }
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setArray(1, connection.createArrayOf("int8", places));
            insert.setArray(2, connection.createArrayOf("int8", ids));
            insert.setArray(3, connection.createArrayOf("bytea", hashes));
            insert.executeUpdate();
        }
    }
}
