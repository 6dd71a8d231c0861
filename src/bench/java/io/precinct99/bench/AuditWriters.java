package io.precinct99.bench;

import io.precinct99.stage.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Connections with the rights of the application, each adding one row after the other as the application does. */
final class AuditWriters implements AutoCloseable {
    static final String WAITING = "SELECT count(*) FROM precinct99.audit_pending";

    private static final String APPEND = """
            WITH entry AS (
              INSERT INTO audit_log (occurred_at, actor, actor_name, action, outcome, resource_type, resource_id,
                                     address, user_agent, trace_id, details)
              VALUES (clock_timestamp(), ?, 'bench', 'access.denied', 'denied', 'operation', 'GET /api/v1/audit',
                      '127.0.0.1', 'bench', NULL, '{"status": "403"}')
              RETURNING id)
            INSERT INTO audit_pending (audit_id) SELECT id FROM entry
            """;

    private final List<Connection> connections = new ArrayList<>();
    private final Connection watch;
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private long written;

    private AuditWriters(Connection watch) {
        this.watch = watch;
    }

    static AuditWriters open(Stage stage, int writers) throws SQLException {
        AuditWriters opened = new AuditWriters(stage.superuser());
        for (int i = 0; i < writers; i++) {
            Connection connection = stage.superuser();
            opened.connections.add(connection);
            try (Statement sql = connection.createStatement()) {
                sql.execute("SET ROLE precinct99_app; SET search_path = precinct99");
            }
        }
        return opened;
    }

    /** Writes for a while. @return the most rows that were seen waiting for their link */
    long write(Duration length) throws SQLException {
        long end = System.nanoTime() + length.toNanos();
        long[] each = new long[connections.size()];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < each.length; i++) {
            int writer = i;
            threads.add(new Thread(() -> each[writer] = append(connections.get(writer), writer, end), "writer-" + i));
        }
        threads.forEach(Thread::start);
        long behind = 0;
        while (System.nanoTime() - end < 0) {
            behind = Math.max(behind, number(watch, WAITING));
            Pause.millis(200);
        }
        written = 0;
        for (int i = 0; i < each.length; i++) {
            join(threads.get(i));
            written += each[i];
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return behind;
    }

    /** Rows of the last {@link #write}. */
    long written() {
        return written;
    }

    private long append(Connection connection, int writer, long end) {
        long rows = 0;
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setString(1, String.valueOf(writer));
            while (System.nanoTime() - end < 0) {
                insert.executeUpdate();
                rows++;
            }
        } catch (SQLException e) {
            failure.set(e);
        }
        return rows;
    }

    static long number(Connection connection, String query) throws SQLException {
        return Long.parseLong(text(connection, query));
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
        watch.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
