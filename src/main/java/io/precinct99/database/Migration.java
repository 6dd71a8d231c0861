package io.precinct99.database;

import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultException;
import io.precinct99.vault.VaultSession;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the schema up to date, on a short lease of its own that acts as the owner of the schema. Safe to run on all replicas
 * at once: Flyway takes a lock in PostgreSQL.
 */
final class Migration {
    private static final Logger LOG = Logger.getLogger(Migration.class.getName());
    private static final String OWNER = "precinct99_owner";
    private static final Duration STOP_WAIT = Duration.ofSeconds(2);
    private static final Duration LOGIN_WAIT = Duration.ofSeconds(6);

    private final DatabaseConfig config;
    private final Vault vault;
    private final String vaultRole;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stopped;
    /** Gives back the login of the migration that is under way; null while there is none. */
    private final AtomicReference<Runnable> held = new AtomicReference<>();

    Migration(DatabaseConfig config, Vault vault, String vaultRole) {
        this.config = config;
        this.vault = vault;
        this.vaultRole = vaultRole;
    }

    /** @throws VaultException or FlywayException when it cannot be done now; nothing of the lease stays behind */
    void run() {
        running.lock();
        try {
            if (!stopped) {
                runOnLease();
            }
        } finally {
            running.unlock();
        }
    }

    private void runOnLease() {
        VaultSession session = vault.login();
        DatabaseLease lease = stopped ? null : credentials(session);
        held.set(() -> Revocation.endNow(session, lease));
        try {
            if (!stopped) {
                migrate(lease);
            }
        } finally {
            giveBack();
        }
    }

    private DatabaseLease credentials(VaultSession session) {
        try {
            return session.databaseCredentials(vaultRole);
        } catch (Throwable e) {
            Revocation.endNow(session, null);
            throw e;
        }
    }

    /** Once: whoever comes second finds nothing. @return whether there was something */
    private boolean giveBack() {
        Runnable last = held.getAndSet(null);
        if (last != null) {
            last.run();
        }
        return last != null;
    }

    /**
     * Nothing is migrated any more. What is under way has two seconds; then the login that it works with is ended, so that
     * PostgreSQL takes back what was not committed. One that the vault is still making is waited for, and given back unused.
     */
    void stop() {
        stopped = true;
        if (awaitEnd(STOP_WAIT)) {
            return;
        }
        LOG.warning("Stopping while the schema is being migrated: its login is ended.");
        if (!giveBack()) {
            awaitEnd(LOGIN_WAIT);
        }
    }

    private boolean awaitEnd(Duration limit) {
        try {
            if (running.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                running.unlock();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void migrate(DatabaseLease lease) {
        PGSimpleDataSource owner = config.configure(new PGSimpleDataSource());
        owner.setOptions("-c role=" + OWNER); // no time-outs: a migration may take longer than a request
        // To the end of the login, which ends the work anyway: lost packets must not hold it for longer.
        owner.setSocketTimeout(
                Math.toIntExact(Math.max(1, lease.expiry().remaining().toSeconds())));
        owner.setUser(lease.username());
        owner.setPassword(lease.password().reveal());
        MigrateResult result = Flyway.configure(Migration.class.getClassLoader())
                .dataSource(owner)
                .defaultSchema(DatabaseConfig.SCHEMA)
                .createSchemas(false)
                .locations("classpath:db/migration")
                .callbackLocations(new String[0])
                .connectRetries(0)
                .load()
                .migrate();
        LOG.log(
                Level.INFO,
                () -> "Database schema is up to date. version="
                        + Objects.requireNonNullElse(result.targetSchemaVersion, result.initialSchemaVersion)
                        + " applied=" + result.migrationsExecuted);
    }
}
