package io.precinct99.database;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection for the life of one JTA transaction. As interposed synchronization it commits in {@code beforeCompletion},
 * after JPA wrote its changes (JTA 2.0, section 3.4.8: interposed synchronizations run last), and rolls back otherwise. It is
 * the only one that may be registered: one that failed after it would report a rollback of what is stored.
 */
final class TransactionConnection implements Synchronization {
    private final Connection physical;
    private final Connection handle;
    private boolean committed;

    private TransactionConnection(Connection physical) {
        this.physical = physical;
        this.handle = (Connection) Proxy.newProxyInstance(
                TransactionConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this::invoke);
    }

    static TransactionConnection begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return new TransactionConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection handle() {
        return handle;
    }

    @Override
    public void beforeCompletion() {
        try {
            physical.commit();
            committed = true;
        } catch (SQLException e) {
            throw new CommitFailed(e); // JTA rolls back and reports it
        }
    }

    @Override
    public void afterCompletion(int status) {
        try (physical) {
            if (!committed && status != Status.STATUS_COMMITTED) {
                physical.rollback();
            }
        } catch (SQLException e) {
            // The server rolls back what a broken connection leaves; the pool evicts it.
        }
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close", "setAutoCommit" -> {
                return null; // the transaction decides
            }
            case "commit", "rollback" -> {
                if (arguments == null) {
                    throw new SQLException("JTA ends this transaction", "2D000");
                }
            }
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {}
        }
        try {
            return method.invoke(physical, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** PostgreSQL refused the commit, or the connection broke during it. */
    private static final class CommitFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommitFailed(SQLException cause) {
            super("the database did not commit", cause);
        }
    }
}
