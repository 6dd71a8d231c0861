package io.precinct99.database;

import com.zaxxer.hikari.HikariDataSource;
import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The generations that live, and the one assignment that replaces the active one. Lends connections; makes, swaps and ends
 * generations on behalf of {@link Rotator}. Thread-safe.
 */
final class Generations implements LeasedDataSource.Lending {
    private static final Logger LOG = Logger.getLogger(Generations.class.getName());
    private static final int RETIRED_KEPT = 20;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A login with less life left is not worth replacing one that works. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

    private final Vault vault;
    private final String vaultRole;
    private final ConnectionPools pools;
    private final Suspicion suspicion;
    private final AtomicReference<Generation> active = new AtomicReference<>();
    private final Deque<Generation> known = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile String schemaVersion;
    private volatile boolean closed;

    /** Told of failures that a revoked login could have caused; must not wait. */
    interface Suspicion {
        void of(Generation generation, SQLException failure);
    }

    Generations(Vault vault, String vaultRole, ConnectionPools pools, Suspicion suspicion) {
        this.vault = vault;
        this.vaultRole = vaultRole;
        this.pools = pools;
        this.suspicion = suspicion;
    }

    /**
     * Lends a connection of the active generation; waits up to two seconds for one that lends.
     *
     * @throws SQLTransientConnectionException when there is none in time
     */
    @Override
    public Connection lend() throws SQLException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ConnectionPools.WAIT_MILLIS);
        while (true) {
            Generation generation = active.get();
            if (generation != null && generation.lends()) {
                try {
                    Connection connection = generation.borrow();
                    if (connection != null) {
                        return connection;
                    }
                } catch (SQLException e) {
                    if (SqlStates.maybeRevoked(e)) {
                        suspicion.of(generation, e);
                    } else if (!(e instanceof SQLTransientConnectionException) || System.nanoTime() - end > 0) {
                        throw e;
                    }
                }
            } else if (!awaitChange(end)) {
                throw new SQLTransientConnectionException("no database login is at hand right now", "08001");
            }
            if (System.nanoTime() - end > 0) {
                throw new SQLTransientConnectionException("no database login was to be had in time", "08001");
            }
        }
    }

    /** The generation that lends, or the last that did; null before the first. */
    Generation active() {
        return active.get();
    }

    String schemaVersion() {
        return schemaVersion;
    }

    /** Newest first: what lives, and the last twenty that are retired. */
    List<Generation> known() {
        synchronized (known) {
            return new ArrayList<>(known);
        }
    }

    /** Leases that are not given back yet. */
    long liveLeases() {
        return known().stream()
                .filter(g -> g.state() != Generation.State.RETIRED && !g.isRevoked())
                .count();
    }

    /**
     * Obtains and proves a new generation. Whatever fails, nothing of it stays behind.
     *
     * @throws SQLException when its login does not work
     */
    Generation warm(long number) throws SQLException {
        VaultSession session = vault.login();
        DatabaseLease lease = null;
        Generation generation = null;
        try {
            lease = session.databaseCredentials(vaultRole);
            AtomicReference<Generation> self = new AtomicReference<>();
            EvictSuspects evict = new EvictSuspects(e -> suspicion.of(self.get(), e), () -> {
                self.get().evictIdle();
            });
            HikariDataSource pool = pools.open(lease, number, connectionsInUse(), evict);
            generation = new Generation(number, session, lease, pool, Instant.now());
            self.set(generation);
            remember(generation);
            schemaVersion = ConnectionPools.probe(generation.pool());
            if (closed) {
                throw new SQLException("stopped while the login was made");
            }
            if (lease.expiry().remaining().compareTo(SHORTEST_LIFE) < 0) {
                throw new SQLException("the lease is over before it is used: see the vault's role " + vaultRole);
            }
            return generation;
        } catch (Throwable e) { // an Error too: the lease and its role must not stay behind
            if (generation != null) {
                generation.become(Generation.State.RETIRED);
                generation.closePool();
            }
            Revocation.endNow(session, lease);
            throw e;
        }
    }

    /** Of the generation to be replaced, as long as it works: without one, the first connection is all that matters. */
    private int connectionsInUse() {
        Generation replaced = active.get();
        return replaced != null && replaced.lends() ? replaced.openConnections() : 0;
    }

    /** Makes a proven generation the active one. @return the one that it replaces, now draining; null if none */
    Generation swap(Generation next) {
        next.become(Generation.State.ACTIVE);
        Generation old = active.getAndSet(next);
        if (old != null) {
            old.become(Generation.State.DRAINING);
        }
        announce();
        return old;
    }

    /** Wakes those who wait for a generation that lends. */
    void announce() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Holds lending back until the login is proved, for a reason that PostgreSQL did not give. */
    void suspect(Generation generation, String reason) {
        suspicion.of(generation, new SQLException(reason, "28000"));
    }

    /** Proves the login of a suspected generation on a connection of its own. */
    void prove(Generation generation) throws SQLException {
        pools.probe(generation.lease());
    }

    /** Ends everything at once: pools, then leases, then tokens. Waits up to {@code drain} for connections to come home. */
    void close(Duration drain) {
        closed = true;
        announce();
        long end = System.nanoTime() + drain.toNanos();
        for (Generation generation : known()) {
            if (generation.state() == Generation.State.RETIRED) {
                continue;
            }
            generation.become(Generation.State.DRAINING);
            while (!generation.isDrained() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            end(generation);
        }
    }

    /** Never throws: the others have to end too. */
    private static void end(Generation generation) {
        try {
            generation.closePool();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A connection pool was not closed. generation=" + generation.number(), e);
        }
        Revocation.endNow(generation.session(), generation.lease());
        generation.become(Generation.State.RETIRED);
        LOG.info("Gave back the database login at stop. generation=" + generation.number());
    }

    private void remember(Generation generation) {
        synchronized (known) {
            known.addFirst(generation);
            int retired = 0;
            for (var all = known.iterator(); all.hasNext(); ) {
                if (all.next().state() == Generation.State.RETIRED && ++retired > RETIRED_KEPT) {
                    all.remove();
                }
            }
        }
    }

    private boolean awaitChange(long endNanos) throws SQLException {
        lock.lock();
        try {
            while (!closed) {
                Generation now = active.get();
                if (now != null && now.lends()) {
                    return true;
                }
                long left = endNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(left);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a database login", "08001", e);
        } finally {
            lock.unlock();
        }
    }
}
