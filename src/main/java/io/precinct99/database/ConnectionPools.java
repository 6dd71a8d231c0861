package io.precinct99.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.precinct99.vault.DatabaseLease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens the connection pool of a leased login, and proves logins by a read that needs rights on a table. */
final class ConnectionPools {
    /** {@code SELECT 1} still works on a dropped role; reading a table does not. Answers the version of the schema. */
    private static final String PROBE =
            "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1";

    /** Longer than a slow request holds a connection; with the last wait at a pool, a refusal comes within two seconds. */
    static final int WAIT_MILLIS = 1_600;

    /** How long to wait at one pool before looking whether another generation lends meanwhile: nothing wakes its waiters. */
    private static final int WAIT_AT_ONE_POOL_MILLIS = 400;

    private static final int FEWEST_OPEN = 2;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_FILLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DatabaseConfig config;

    ConnectionPools(DatabaseConfig config) {
        this.config = config;
    }

    /**
     * Opens a pool. Requests that come right after a swap should not have to wait until their connections are opened, one after
     * the other: so it is filled first, as far as that is done within a second.
     *
     * @param connections how many it should have; there is at least one, and never more than configured
     * @param evict judges failures of its connections; its suspicion hears of refused log-ins, too
     * @throws SQLException when no connection can be opened with this login
     */
    HikariDataSource open(DatabaseLease lease, long number, int connections, EvictSuspects evict) throws SQLException {
        int fewest = Math.min(FEWEST_OPEN, config.poolSize());
        int wanted = Math.min(Math.max(fewest, connections), config.poolSize());
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("generation-" + number);
        PatientLogin login = config.configure(new PatientLogin(evict.suspicion()));
        pool.setDataSource(login);
        pool.setUsername(lease.username());
        pool.setPassword(lease.password().reveal());
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(wanted);
        pool.setConnectionTimeout(WAIT_AT_ONE_POOL_MILLIS);
        pool.setValidationTimeout(WAIT_AT_ONE_POOL_MILLIS);
        pool.setInitializationFailTimeout(1);
        pool.setMaxLifetime(0); // the generation is the life
        pool.setExceptionOverride(evict);
        try {
            HikariDataSource opened = new HikariDataSource(pool);
            login.bePatient();
            if (wanted > fewest) {
                awaitConnections(opened, wanted);
                opened.getHikariConfigMXBean().setMinimumIdle(fewest);
            }
            return opened;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void awaitConnections(HikariDataSource pool, int wanted) {
        long end = System.nanoTime() + LONGEST_FILLING_NANOS;
        while (pool.getHikariPoolMXBean().getTotalConnections() < wanted && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Proves that a login works, on a connection of the pool. @return the version of the schema */
    static String probe(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return probe(connection);
        }
    }

    /** Proves that a login works, on a connection of its own. */
    void probe(DatabaseLease lease) throws SQLException {
        try (Connection connection = connect(lease)) {
            probe(connection);
        }
    }

    /** A connection of its own, whose failures raise no suspicion. */
    Connection connect(DatabaseLease lease) throws SQLException {
        return config.configure(new PGSimpleDataSource())
                .getConnection(lease.username(), lease.password().reveal());
    }

    private static String probe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PROBE)) {
            if (!row.next()) {
                throw new SQLException("the schema is not migrated yet", "42P01");
            }
            return row.getString(1);
        }
    }
}
