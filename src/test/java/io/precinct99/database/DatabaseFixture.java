package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.LeasedRoles;
import io.precinct99.Metrics;
import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.Stage;
import io.precinct99.stage.vault.Ttls;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The leased database of this JVM, on the embedded stage and without a container. */
final class DatabaseFixture implements AutoCloseable {
    final EmbeddedStage stage = (EmbeddedStage) Stage.current();
    final LeasedDatabase database;
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(6);
    private final IdentitySource identity;
    private final Vault vault;

    private DatabaseFixture(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(stage.environment());
        all.put("precinct99.stage", "embedded");
        all.putAll(settings);
        MapConfig config = new MapConfig(all);
        ConfigErrors errors = new ConfigErrors();
        VaultConfig vaultConfig = VaultConfig.from(config, errors);
        identity = new IdentitySource(IdentityConfig.from(config, errors), InstantSource.system());
        vault = new Vault(vaultConfig, identity, metrics);
        database = new LeasedDatabase(DatabaseConfig.from(config, errors), vaultConfig, vault, executor, metrics);
        errors.check();
        executor.scheduleWithFixedDelay(identity::supervise, 0, 100, TimeUnit.MILLISECONDS);
        database.start(() -> {});
    }

    /** Starting. */
    static DatabaseFixture starting() {
        return new DatabaseFixture(Map.of());
    }

    /** Started, and lending. */
    static DatabaseFixture ready(Map<String, String> settings) throws Exception {
        DatabaseFixture fixture = new DatabaseFixture(settings);
        Eventually.holds(
                "the first generation lends",
                Duration.ofSeconds(30),
                () -> fixture.database.expiry().isPresent());
        return fixture;
    }

    Connection borrow() throws SQLException {
        return database.lending().lend();
    }

    /** Reads a table, as a request does. @return the login that read it */
    String read() throws SQLException {
        try (Connection connection = borrow()) {
            return user(connection);
        }
    }

    static String user(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT session_user, count(*) FROM users GROUP BY 1" + " UNION SELECT session_user, 0")) {
            row.next();
            return row.getString(1);
        }
    }

    List<String> roles() throws SQLException {
        return LeasedRoles.of(stage);
    }

    void asSuperuser(String sql) throws SQLException {
        try (Connection connection = stage.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of this sample of a counter, by its name and labels as Prometheus sees them. */
    double counted(String sample) throws IOException {
        return Metrics.of(metrics).value(sample);
    }

    boolean somebodyWaitsForALock() throws SQLException {
        try (Connection connection = stage.superuser();
                ResultSet waiting = connection
                        .createStatement()
                        .executeQuery("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            return waiting.next();
        }
    }

    /** The thread that runs a method of this class, if there is one. */
    static Optional<Thread> threadIn(Class<?> type) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(type.getName())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Rotates, and waits until the rotation ended. */
    Rotation rotate() throws Exception {
        return finished(startRotation().number());
    }

    /** Asks for a rotation; a moment later when one still ends. */
    RotationRequest request(Consumer<Rotation> record) throws Exception {
        AtomicReference<RotationRequest> answer = new AtomicReference<>();
        Eventually.holds("no rotation is running", Duration.ofSeconds(2), () -> {
            answer.set(database.rotate(record));
            return !(answer.get() instanceof RotationRequest.AlreadyRunning);
        });
        return answer.get();
    }

    /** Rotates as soon as that is allowed again. */
    Rotation startRotation() throws Exception {
        AtomicReference<Rotation> started = new AtomicReference<>();
        Eventually.holds("a rotation is accepted", Duration.ofSeconds(8), () -> {
            if (database.rotate(taken -> {}) instanceof RotationRequest.Accepted accepted) {
                started.set(accepted.rotation());
            }
            return started.get() != null;
        });
        return started.get();
    }

    Rotation finished(long number) throws Exception {
        Eventually.holds(
                "rotation " + number + " ends",
                Duration.ofSeconds(40),
                () -> database.rotation(number).orElseThrow().finishedAt().isPresent());
        return database.rotation(number).orElseThrow();
    }

    /** Closes. Nothing may be left behind (invariant 6). */
    void endOnAHealthyVault() throws SQLException {
        stage.vault().heal();
        stage.vault().ttls(Ttls.OF_SETUP);
        close();
        assertThat(roles()).isEmpty();
        assertThat(stage.vault().liveLeases()).isZero();
    }

    @Override
    public void close() {
        database.close();
        vault.close();
        identity.close();
        executor.shutdownNow();
    }
}
