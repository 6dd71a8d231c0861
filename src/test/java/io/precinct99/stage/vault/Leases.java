package io.precinct99.stage.vault;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases that live, and their end: by request, by expiry, or with their token. The login is dropped before the
 * lease is forgotten. What the vault ends by itself it tries again when PostgreSQL refuses, a few times.
 */
final class Leases {

    private static final System.Logger LOG = System.getLogger(Leases.class.getName());
    private static final int OWN_TRIES = 6;

    private final Map<String, Lease> live = new ConcurrentHashMap<>();
    private final Database database;
    private final Deadlines deadlines;
    private final InstantSource clock;
    private final Duration firstRetry;

    Leases(Database database, Deadlines deadlines, InstantSource clock, Duration firstRetry) {
        this.database = database;
        this.deadlines = deadlines;
        this.clock = clock;
        this.firstRetry = firstRetry;
    }

    void add(Lease lease) {
        live.put(lease.id(), lease);
        watch(lease);
    }

    Optional<Lease> find(String id) {
        return Optional.ofNullable(live.get(id));
    }

    List<Lease> under(String prefix) {
        return live.values().stream()
                .filter(lease -> lease.id().startsWith(prefix))
                .toList();
    }

    /** Drops the login and forgets the lease; does nothing for one that is gone. */
    void revoke(Lease lease) throws SQLException {
        synchronized (lease) {
            if (live.containsKey(lease.id())) {
                database.run(lease.role().revocation(lease.username()));
                live.remove(lease.id());
            }
        }
    }

    /** Revokes in the background, with retries. */
    void revokeSoon(Lease lease) {
        deadlines.soon(() -> revokeOrRetry(lease));
    }

    /** Forgets the lease although its login may be left. */
    void forget(Lease lease) {
        live.remove(lease.id());
    }

    /** @return what is left of the lease */
    Duration renew(Lease lease, Duration increment) throws SQLException {
        synchronized (lease) {
            var now = clock.instant();
            var end = lease.renewalEnd(increment, now);
            database.run(lease.role().renewal(lease.username(), end));
            lease.renewed(end, now);
            watch(lease);
            return Duration.between(now, end);
        }
    }

    /** Called from the thread of the deadlines, so that the leases are gone at once. */
    void tokenEnded(Token token) {
        live.values().stream().filter(lease -> lease.belongsTo(token)).forEach(this::revokeOrRetry);
    }

    /** The end of the vault: whatever still lives is revoked, once, until time is up or PostgreSQL refuses. */
    void revokeAll(Duration patience) {
        // On a thread of its own, as a database that hangs must not keep the end from coming.
        var last = DaemonThreads.named("development-vault-end").newThread(() -> {
            try {
                for (var lease : live.values()) {
                    revoke(lease);
                }
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.WARNING, "Logins are left behind count={0}", live.size());
            }
        });
        last.start();
        try {
            last.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Lease lease) {
        deadlines.at(lease.expires(), () -> {
            if (lease.hasExpiredAt(clock.instant())) {
                revokeOrRetry(lease);
            }
        });
    }

    private void revokeOrRetry(Lease lease) {
        try {
            revoke(lease);
        } catch (SQLException e) {
            var failures = lease.revocationFailed();
            if (failures < OWN_TRIES) {
                var wait = firstRetry.multipliedBy(1L << (failures - 1));
                deadlines.at(clock.instant().plus(wait), () -> revokeOrRetry(lease));
            } else {
                LOG.log(System.Logger.Level.WARNING, "A lease is irrevocable username={0}", lease.username());
            }
        }
    }
}
