package io.precinct99.database;

import io.precinct99.vault.Expiry;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.postgresql.Driver;

/**
 * The leased database as a whole: start, stop, state. {@link #start(Runnable)} returns at once; migration, first login and
 * every later rotation happen on the scheduler, in whatever order PostgreSQL, vault and identity arrive. Thread-safe.
 */
public final class LeasedDatabase implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LeasedDatabase.class.getName());
    private static final Duration SHUTDOWN_DRAIN = Duration.ofSeconds(5);

    private final InetSocketAddress address;
    private final ConnectionPools pools;
    private final Generations generations;
    private final Rotations rotations = new Rotations();
    private final Rotator rotator;
    private final Migration migration;
    private final RotationSchedule schedule;
    private final ScheduledExecutorService executor;
    private ScheduledFuture<?> ticking;
    private volatile Preparation preparation;
    private int migrationFailures;
    private long migrateAtNanos = System.nanoTime();
    private volatile String migrationError = "not migrated yet";

    public LeasedDatabase(
            DatabaseConfig config,
            VaultConfig vaultConfig,
            Vault vault,
            ScheduledExecutorService executor,
            PrometheusRegistry registry) {
        this.executor = executor;
        Detective detective = new Detective(executor);
        this.address = InetSocketAddress.createUnresolved(config.host(), config.port());
        this.pools = new ConnectionPools(config);
        this.generations = new Generations(vault, vaultConfig.databaseRole(), pools, detective);
        DatabaseMetrics metrics = new DatabaseMetrics(generations, registry);
        this.schedule =
                new RotationSchedule(config, () -> ThreadLocalRandom.current().nextLong());
        this.rotator = new Rotator(
                generations,
                rotations,
                schedule,
                new Drain(config.drainDeadline(), metrics, this::isStopped),
                metrics,
                executor);
        detective.report(generations, metrics, rotator::replaceRevoked);
        this.migration = new Migration(config, vault, vaultConfig.migrationRole());
    }

    /** Binds the data source where the persistence unit looks for it. Before {@link #start}, in a thread of the container. */
    public DataSource bind() throws NamingException {
        DataSource leased = new LeasedDataSource(generations, Naming.transactions());
        Naming.bind(leased);
        return leased;
    }

    /** Where connections come from. */
    LeasedDataSource.Lending lending() {
        return generations;
    }

    /** Starts working on it. @param ready called when the schema is migrated and the first generation lends; again when it failed */
    public void start(Runnable ready) {
        preparation = new Preparation(ready);
        ticking = executor.scheduleWithFixedDelay(this::tick, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** Gives everything back: pools, then leases, then tokens. Bounded in time, whoever is away. */
    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        rotator.stop();
        migration.stop();
        generations.close(SHUTDOWN_DRAIN);
    }

    /** The driver made itself known to the whole JVM, which would keep a stopped application in memory. For the end of the application. */
    public static void forgetDriver() {
        try {
            if (Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The JDBC driver stays registered.", e);
        }
    }

    /** When the active lease ends; empty while no generation lends. */
    public Optional<Expiry> expiry() {
        Generation active = generations.active();
        return active != null && active.lends() ? Optional.of(active.expiry()) : Optional.empty();
    }

    /** Number of the active generation; 0 before the first. */
    public long generation() {
        Generation active = generations.active();
        return active == null ? 0 : active.number();
    }

    /** Version of the schema, once it is up to date. */
    public Optional<String> schemaVersion() {
        return Optional.ofNullable(generations.schemaVersion());
    }

    /** Whether what waited for the schema is done. */
    public boolean isPrepared() {
        Preparation started = preparation;
        return started != null && started.isDone();
    }

    /** Why there is no login, or no news of it; empty while all is well. Fit for operators. */
    public Optional<String> lastError() {
        return rotator.lastError();
    }

    /** Why the schema is not up to date; empty once it is. Fit for operators. */
    public Optional<String> migrationError() {
        return Optional.ofNullable(migrationError);
    }

    /** Newest first. */
    public List<LeaseStatus> leases() {
        return generations.known().stream().map(this::describe).toList();
    }

    public Optional<Rotation> rotation(long number) {
        return rotations.find(number);
    }

    /** Up to {@code limit} rotations with numbers below {@code before}, newest first. */
    public List<Rotation> rotations(long before, int limit) {
        return rotations.before(before, limit);
    }

    /**
     * Rotates now, if that is possible.
     *
     * @param record writes down that it happens: called before anything is replaced, and only if it is going to be. What it
     *     throws reaches the caller, and nothing is replaced
     */
    public RotationRequest rotate(Consumer<Rotation> record) {
        return rotator.request(record);
    }

    /** Tries out what the active login may do; to be closed. */
    public LoginProbe probe() throws SQLException {
        return new LoginProbe(pools.connect(active().lease()));
    }

    /** The active login, to see later what became of it. */
    public FormerLogin remember() throws SQLException {
        return new FormerLogin(active().lease(), pools, generations);
    }

    /** Where PostgreSQL listens; not resolved. */
    public InetSocketAddress address() {
        return address;
    }

    private Generation active() throws SQLException {
        Generation active = generations.active();
        if (active == null) {
            throw new SQLTransientConnectionException("no database login is at hand right now", "08001");
        }
        return active;
    }

    private boolean isStopped() {
        return rotator.isStopped();
    }

    private LeaseStatus describe(Generation generation) {
        boolean isActive = generation.state() == Generation.State.ACTIVE;
        return new LeaseStatus(
                generation.number(),
                generation.state().name().toLowerCase(Locale.ROOT),
                generation.issuedAt(),
                generation.expiry().at(),
                isActive ? Optional.of(Instant.now().plus(rotator.untilNext())) : Optional.empty(),
                generation.openConnections(),
                generation.lease().shortId(),
                Optional.ofNullable(generation.lastError()));
    }

    /** Never throws: an exception would end the schedule for good. */
    private void tick() {
        try {
            if (migrationError == null || migrated()) {
                rotator.tick();
                if (expiry().isPresent()) {
                    preparation.tryAgain();
                }
            }
        } catch (Throwable e) {
            if (isStopped()) {
                return; // the container took away what this tick was using
            }
            LOG.log(Level.SEVERE, "The care for the database login failed unexpectedly; going on.", e);
        }
    }

    private boolean migrated() {
        if (System.nanoTime() - migrateAtNanos < 0) {
            return false;
        }
        try {
            migration.run();
            migrationError = null;
            return true;
        } catch (RuntimeException | Error e) { // of the vault, of Flyway, of the driver: the next try may work
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown");
            migrateAtNanos = System.nanoTime()
                    + schedule.retry(++migrationFailures, Duration.ZERO).toNanos();
            if (!reason.equals(migrationError)) {
                LOG.warning("The schema cannot be migrated yet; trying again. reason=\"" + reason + "\"");
            }
            migrationError = reason;
            return false;
        }
    }
}
