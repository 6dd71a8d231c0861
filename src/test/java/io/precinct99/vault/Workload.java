package io.precinct99.vault;

import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.stage.Stage;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** Our own identity and vault classes on the stage of this run, without a server around them. */
public final class Workload implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Map<String, String> environment;
    private final IdentitySource identity;
    private final Vault vault;
    private final VaultConfig config;

    private Workload(Map<String, String> environment, IdentitySource identity, VaultConfig config) {
        this.environment = environment;
        this.identity = identity;
        this.config = config;
        this.vault = new Vault(config, identity, new PrometheusRegistry());
    }

    /** Has an identity when it returns; is not logged in yet. @param settings keys and values beside those of the stage */
    public static Workload on(Stage stage, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(stage.environment());
        values.put("precinct99.stage", values.get("PRECINCT99_STAGE"));
        values.putAll(settings);
        ConfigErrors errors = new ConfigErrors();
        MapConfig config = new MapConfig(values);
        Workload workload = new Workload(
                values,
                new IdentitySource(IdentityConfig.from(config, errors), InstantSource.system()),
                VaultConfig.from(config, errors));
        errors.check();
        workload.awaitIdentity();
        return workload;
    }

    IdentitySource identity() {
        return identity;
    }

    VaultSession login() {
        return vault.login();
    }

    /** Logs the general session in, for keys and values and signatures. */
    public Workload loggedIn() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (vault.expiry().isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not logged in: " + vault.lastError());
            }
            vault.maintain();
            pause();
        }
        return this;
    }

    public KeyValues keyValues() {
        return new KeyValues(config.kvMount(), vault);
    }

    public Transit transit() {
        return new Transit(config.transitMount(), vault);
    }

    /** Logs in to PostgreSQL with what was leased. */
    Connection connect(DatabaseLease lease) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", lease.username());
        properties.setProperty("password", lease.password().reveal());
        properties.setProperty("sslmode", environment.get("DB_SSLMODE"));
        if (environment.containsKey("DB_SSLROOTCERT")) {
            properties.setProperty("sslrootcert", environment.get("DB_SSLROOTCERT"));
        }
        String address = environment.get("DB_HOST") + ":" + environment.get("DB_PORT");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address + "/" + environment.get("DB_NAME"), properties);
    }

    @Override
    public void close() {
        vault.close();
        identity.close();
    }

    private void awaitIdentity() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (identity.current().isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no identity: " + identity.lastError());
            }
            identity.supervise();
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }
}
