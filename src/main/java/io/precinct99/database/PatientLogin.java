package io.precinct99.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections for a pool, and goes on trying while PostgreSQL is away. A pool left to itself doubles its pause after each
 * failure, up to ten seconds, and would be back that much later than PostgreSQL. A refused login is reported at once.
 */
final class PatientLogin extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SHORTEST_PAUSE_MILLIS = 100;
    private static final int LONGEST_PAUSE_MILLIS = 250;

    private final transient Consumer<SQLException> onRefusal;
    private volatile boolean patient;
    private volatile boolean givenUp;

    /** @param onRefusal told when the login is refused; the pool tells its borrowers only when they waited in vain */
    PatientLogin(Consumer<SQLException> onRefusal) {
        this.onRefusal = onRefusal;
    }

    /** Before the pool is closed: who waits for PostgreSQL stops waiting, and what is opened nevertheless is closed. */
    void giveUp() {
        givenUp = true;
    }

    /** From now on it waits for PostgreSQL; before, every failure is reported at once. */
    void bePatient() {
        patient = true;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Connection connection = super.getConnection(username, password);
                if (givenUp) {
                    connection.close();
                    throw new SQLException("the pool is closed");
                }
                return connection;
            } catch (SQLException e) {
                boolean refused = SqlStates.refusesLogin(e);
                if (refused) {
                    onRefusal.accept(e);
                }
                if (!patient || givenUp || refused || System.nanoTime() - end > 0) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** Does nothing: ours is a property of the driver. */
    @Override
    public void setLoginTimeout(int seconds) {}

    private static void pause(SQLException reason) throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
