package io.precinct99;

import io.precinct99.access.AccessConfig;
import io.precinct99.account.AccountConfig;
import io.precinct99.database.DatabaseConfig;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.github.GithubConfig;
import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.operations.OperationsConfig;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.SchemaReady;
import io.precinct99.token.TokenConfig;
import io.precinct99.vault.KeyValues;
import io.precinct99.vault.Transit;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts the parts together: identity, then vault, then database; ends them in the opposite order. Starting waits for nobody:
 * the server always starts, and becomes ready when what it needs has arrived.
 */
@ApplicationScoped
public class Assembly {
    private static final Logger LOG = Logger.getLogger(Assembly.class.getName());

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Event<SchemaReady> schemaReady;

    private final LastWords lastWords = new LastWords();
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private IdentitySource identity;
    private Vault vault;
    private VaultConfig vaultConfig;
    private LeasedDatabase database;
    private DataSource dataSource;
    private ScheduledFuture<?> supervision;

    /** First of all observers: binds the data source before anything asks for a persistence context. */
    void start(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event) throws NamingException {
        ConfigErrors errors = new ConfigErrors();
        var config = ConfigProvider.getConfig();
        IdentityConfig identityConfig = IdentityConfig.from(config, errors);
        vaultConfig = VaultConfig.from(config, errors);
        DatabaseConfig databaseConfig = DatabaseConfig.from(config, errors);
        AccessConfig.from(config, errors);
        TokenConfig.from(config, errors);
        AccountConfig.from(config, errors);
        OperationsConfig.from(config, errors);
        GithubConfig.from(config, errors);
        errors.check(); // every wrong value is named together, before anything starts

        identity = new IdentitySource(identityConfig, InstantSource.system());
        vault = new Vault(vaultConfig, identity, metrics);
        database = new LeasedDatabase(databaseConfig, vaultConfig, vault, scheduler, metrics);
        dataSource = database.bind();
        supervision = scheduler.scheduleWithFixedDelay(this::supervise, 0, 500, TimeUnit.MILLISECONDS);
        database.start(
                () -> schemaReady.fire(new SchemaReady(database.schemaVersion().orElseThrow())));
    }

    @PreDestroy
    void stop() {
        lastWords.allow();
        if (database == null) {
            return; // refused configuration: nothing was started
        }
        end("database", database::close);
        end("database driver", LeasedDatabase::forgetDriver);
        if (supervision != null) {
            end("supervision", () -> supervision.cancel(false));
        }
        end("vault", vault::close);
        end("identity", identity::close);
    }

    /** Never throws: what comes next must end too, or leases and tokens are left behind. */
    static void end(String part, Runnable ending) {
        try {
            ending.run();
        } catch (Throwable e) {
            LOG.log(Level.SEVERE, "A part failed to end; ending the others. part=\"" + part + "\"", e);
        }
    }

    @Produces
    IdentitySource identity() {
        return identity;
    }

    @Produces
    Vault vault() {
        return vault;
    }

    @Produces
    VaultConfig vaultConfig() {
        return vaultConfig;
    }

    @Produces
    Transit transit() {
        return new Transit(vaultConfig.transitMount(), vault);
    }

    @Produces
    KeyValues keyValues() {
        return new KeyValues(vaultConfig.kvMount(), vault);
    }

    @Produces
    LeasedDatabase database() {
        return database;
    }

    /** For plain SQL; what is an entity goes through the persistence context. */
    @Produces
    DataSource dataSource() {
        return dataSource;
    }

    @Produces
    PrometheusRegistry metrics() {
        return metrics;
    }

    @Produces
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Never throws: an exception would end the schedule for good. */
    private void supervise() {
        try {
            identity.supervise();
            if (identity.current().isPresent()) {
                vault.maintain();
            }
        } catch (Throwable e) {
            LOG.log(Level.SEVERE, "The supervision of identity and vault failed unexpectedly; going on.", e);
        }
    }
}
