package io.precinct99.database;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The data source that the application sees. Outside a JTA transaction it lends a connection of the active generation; inside
 * one it hands out the transaction's connection, the same for as long as the transaction lives. Thread-safe.
 */
final class LeasedDataSource implements DataSource {
    private final Lending lending;
    private final TransactionSynchronizationRegistry transactions;

    LeasedDataSource(Lending lending, TransactionSynchronizationRegistry transactions) {
        this.lending = lending;
        this.transactions = transactions;
    }

    /** Where connections come from: waits a bounded time for an active generation. */
    interface Lending {
        Connection lend() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return switch (transactions.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION -> lending.lend();
            case Status.STATUS_ACTIVE, Status.STATUS_MARKED_ROLLBACK -> inTransaction();
            default -> throw new SQLException("the transaction is ending and takes no more work", "25000");
        };
    }

    private Connection inTransaction() throws SQLException {
        TransactionConnection bound = (TransactionConnection) transactions.getResource(this);
        if (bound == null) {
            bound = TransactionConnection.begin(lending.lend());
            join(bound);
        }
        return bound.handle();
    }

    /** A transaction that ended meanwhile, by its time-out for example, would neither end the connection nor hand it in. */
    private void join(TransactionConnection connection) throws SQLException {
        try {
            transactions.registerInterposedSynchronization(connection);
            transactions.putResource(this, connection);
        } catch (IllegalStateException e) {
            connection.afterCompletion(Status.STATUS_ROLLEDBACK);
            throw new SQLException("the transaction ended while it waited for a connection", "25000", e);
        }
    }

    /** Refused: the login is leased, nobody brings his own. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the login of this data source is leased");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // nothing is written
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("time-outs are configured");
    }

    @Override
    public int getLoginTimeout() {
        return ConnectionPools.WAIT_MILLIS / 1000;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!isWrapperFor(type)) {
            throw new SQLException("not a wrapper for " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
