package io.precinct99.database;

import com.zaxxer.hikari.HikariDataSource;
import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Expiry;
import io.precinct99.vault.VaultSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One database login on loan with all that hangs on it. Thread-safe.
 *
 * <p>Borrowing is race-free without a lock: a borrower counts itself in before it looks at the state, and the drain looks at
 * the count after it changed the state. So whoever saw ACTIVE is counted, and is waited for.
 */
final class Generation {
    /** Obtained and probed; lends; finishes its work and lends nothing; given back. */
    enum State {
        WARMING,
        ACTIVE,
        DRAINING,
        RETIRED
    }

    private final long number;
    private final VaultSession session;
    private final DatabaseLease lease;
    private final HikariDataSource pool;
    private final Instant issuedAt;
    private final AtomicInteger borrowing = new AtomicInteger();
    private volatile State state = State.WARMING;
    private volatile boolean suspected;
    private volatile boolean revoked;
    private boolean distrusted;
    private volatile String lastError;

    Generation(long number, VaultSession session, DatabaseLease lease, HikariDataSource pool, Instant issuedAt) {
        this.number = number;
        this.session = session;
        this.lease = lease;
        this.pool = pool;
        this.issuedAt = issuedAt;
    }

    long number() {
        return number;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    Expiry expiry() {
        return lease.expiry();
    }

    DatabaseLease lease() {
        return lease;
    }

    VaultSession session() {
        return session;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    HikariDataSource pool() {
        return pool;
    }

    String lastError() {
        return lastError;
    }

    void lastError(String error) {
        lastError = error;
    }

    /** Lends now: active, not past its end, and not under suspicion of having been revoked. */
    boolean lends() {
        return state == State.ACTIVE
                && !suspected
                && !revoked
                && !lease.expiry().isOver();
    }

    /**
     * Lends a connection, or nothing when this generation stopped lending meanwhile.
     *
     * @return {@code null} when another generation is to be asked
     */
    Connection borrow() throws SQLException {
        borrowing.incrementAndGet();
        try {
            return lends() ? pool.getConnection() : null;
        } finally {
            borrowing.decrementAndGet();
        }
    }

    /** Holds lending back until it is known whether the login still exists. @return false when that is under way already */
    synchronized boolean suspect() {
        if (suspected || revoked || state != State.ACTIVE) {
            return false;
        }
        suspected = true;
        return true;
    }

    synchronized void acquit() {
        suspected = false;
    }

    /** The login is gone, and not by us. @return false when it was replaced meanwhile, so that its end says nothing */
    synchronized boolean convict() {
        suspected = false;
        revoked = state == State.ACTIVE;
        return revoked;
    }

    /** True the first time that only the wall clock is past the end of the lease: the machine slept, or the clock was set. */
    synchronized boolean distrustOnce() {
        boolean first = !distrusted
                && lease.expiry().isOverByWallClock()
                && !lease.expiry().isOver();
        distrusted |= first;
        return first;
    }

    boolean isRevoked() {
        return revoked;
    }

    /** Nobody holds a connection of it or is about to get one. Final once the generation is DRAINING. */
    boolean isDrained() {
        return borrowing.get() == 0 && activeConnections() == 0;
    }

    /** Idle connections are closed, those that are lent when they come home. */
    void evictIdle() {
        if (pool.getHikariPoolMXBean() != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** Closes the pool; what is still lent is aborted. */
    void closePool() {
        if (pool.getDataSource() instanceof PatientLogin login) {
            login.giveUp();
        }
        Uninterrupted.run(pool::close);
    }

    int activeConnections() {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getActiveConnections();
    }

    int openConnections() {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getTotalConnections();
    }

    @Override
    public String toString() {
        return "Generation[" + number + ", " + state + "]";
    }
}
