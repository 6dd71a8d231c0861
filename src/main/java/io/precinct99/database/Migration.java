package io.precinct99.database;

import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultException;
import io.precinct99.vault.VaultSession;
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

    private final DatabaseConfig config;
    private final Vault vault;
    private final String vaultRole;

    Migration(DatabaseConfig config, Vault vault, String vaultRole) {
        this.config = config;
        this.vault = vault;
        this.vaultRole = vaultRole;
    }

    /** @throws VaultException or FlywayException when it cannot be done now; nothing of the lease stays behind */
    void run() {
        VaultSession session = vault.login();
        DatabaseLease lease = null;
        try {
            lease = session.databaseCredentials(vaultRole);
            migrate(lease);
        } finally {
            Revocation.endNow(session, lease);
        }
    }

    private void migrate(DatabaseLease lease) {
        PGSimpleDataSource owner = config.configure(new PGSimpleDataSource());
        owner.setOptions("-c role=" + OWNER); // no time-outs: a migration may take longer than a request
        owner.setSocketTimeout(0);
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
                () -> "Database schema is up to date. version=" + result.targetSchemaVersion + " applied="
                        + result.migrationsExecuted);
    }
}
