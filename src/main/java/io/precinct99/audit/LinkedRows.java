package io.precinct99.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Reads the chain back, in parts of bounded size. Thread-safe. */
@ApplicationScoped
public class LinkedRows {
    private static final int LINKS_AT_ONCE = 2_000;
    private static final int IDS_AT_ONCE = 20_000;

    private static final String LINKS = """
            SELECT l.seq, l.audit_id, l.hash, %s
            FROM audit_links l LEFT JOIN audit_log a ON a.id = l.audit_id
            WHERE l.seq > ? ORDER BY l.seq LIMIT %d
            """.formatted(StoredRow.COLUMNS, LINKS_AT_ONCE);

    /** A row and its place in the queue are written together, and leave the queue together with their link: no third way. */
    private static final String STRAYS = """
            SELECT max(part.id), min(part.id) FILTER (
              WHERE NOT EXISTS (SELECT FROM audit_links l WHERE l.audit_id = part.id)
                AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.audit_id = part.id))
            FROM (SELECT id FROM audit_log WHERE id > ? ORDER BY id LIMIT %d) AS part
            """.formatted(IDS_AT_ONCE);

    private final DataSource database;

    protected LinkedRows() {
        this(null);
    }

    @Inject
    public LinkedRows(DataSource database) {
        this.database = database;
    }

    /** A link and the row that it names, which may be gone. */
    record Entry(Link link, StoredRow row) {}

    /** What comes behind a place; empty at the end. */
    List<Entry> after(long seq) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LINKS)) {
            select.setLong(1, seq);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Link link = new Link(row.getLong(1), row.getLong(2), row.getBytes(3));
                    entries.add(new Entry(link, StoredRow.read(link.auditId(), row, 4)));
                }
            }
        }
        return entries;
    }

    /** The lowest id of a row that is neither linked nor waits for it. */
    OptionalLong firstStray() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STRAYS)) {
            long seen = Long.MIN_VALUE;
            while (true) {
                select.setLong(1, seen);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    seen = row.getLong(1);
                    if (row.wasNull()) {
                        return OptionalLong.empty();
                    }
                    long stray = row.getLong(2);
                    if (!row.wasNull()) {
                        return OptionalLong.of(stray);
                    }
                }
            }
        }
    }
}
