package io.precinct99.stage.vault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The admin's connection to PostgreSQL, opened when needed and again when broken.
 *
 * <p>One at a time: the real vault has one mutex per database configuration too, which makes bursts slow.
 */
final class Database implements AutoCloseable {

    private static final int VALIDATION_SECONDS = 1;

    private final Optional<DatabaseAdmin> admin;
    private volatile Connection connection;
    private volatile boolean closed;

    Database(Optional<DatabaseAdmin> admin) {
        this.admin = admin;
    }

    /** Runs the statements in one transaction. */
    synchronized void run(List<String> statements) throws SQLException {
        var open = connection();
        try (var statement = open.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            open.commit();
        } catch (SQLException e) {
            forget();
            throw e;
        }
    }

    /** Ends the connection even while a statement hangs on it. */
    @Override
    public void close() {
        closed = true;
        var open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It was broken already.
            }
        }
    }

    private Connection connection() throws SQLException {
        if (connection != null && connection.isValid(VALIDATION_SECONDS)) {
            return connection;
        }
        forget();
        if (closed) {
            throw new SQLException("the vault is closed");
        }
        connection = open(admin.orElseThrow(() -> new SQLException("no database is configured")));
        return connection;
    }

    private static Connection open(DatabaseAdmin admin) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", admin.user());
        properties.setProperty("password", admin.password());
        properties.setProperty("ApplicationName", "development-vault");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "10");
        var opened = DriverManager.getConnection(admin.jdbcUrl(), properties);
        opened.setAutoCommit(false);
        return opened;
    }

    /** A failed transaction is not worth saving: the next one starts on a fresh connection. */
    private void forget() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It was broken, which is why it goes.
            }
            connection = null;
        }
    }
}
