package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.FaultInjector;
import io.precinct99.stage.GatedStage;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import io.precinct99.stage.WideLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A packaged server to which things happen: behind gates, on the stage of this run, with somebody who is logged in. */
public final class FaultyServer implements AutoCloseable {
    /** Seconds that a test adds to the bound of a fault: a shared machine stands still for two now and then. */
    public static final double MACHINE = 2.5;

    /** Forced rotations keep this distance; a test begins when the one before it no longer counts. */
    private static final double BETWEEN_FORCED_SECONDS = 5.5;

    private static FaultyServer shared;

    private final Stage stage;
    private final GatedStage gates;
    private final LibertyServer server;
    private final Api api;
    private final FaultInjector faults;
    private String name;
    private String token;

    private FaultyServer(Stage stage, GatedStage gates, LibertyServer server) {
        this.stage = stage;
        this.gates = gates;
        this.server = server;
        this.api = new Api(server.uri());
        this.faults = FaultInjector.of(stage);
    }

    /** Nothing runs yet. */
    public static FaultyServer prepare(String name, Stage stage) throws IOException {
        GatedStage gates = GatedStage.before(stage);
        return new FaultyServer(stage, gates, LibertyServer.prepare(name, gates, WideLimits.on(stage)));
    }

    /**
     * The one server for all tests of this JVM that do it no harm, on an embedded stage of its own: others count what is on the
     * stage of the run. It ends with the JVM. A test must not count on being alone.
     */
    public static FaultyServer shared() throws IOException, SQLException {
        synchronized (FaultyServer.class) {
            if (shared == null) {
                EmbeddedStage stage =
                        EmbeddedStage.start(Path.of("target", EmbeddedStage.ofThisJvm("shared-stage")), 0, 0);
                shared = startReady(EmbeddedStage.ofThisJvm("shared"), stage);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage), "shared-stage-end"));
            }
            return shared;
        }
    }

    private static void end(EmbeddedStage stage) {
        try {
            shared.server.kill();
            stage.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ready when it returns, and somebody is logged in. */
    public static FaultyServer startReady(String name, Stage stage) throws IOException {
        FaultyServer started = prepare(name, stage);
        started.server.start();
        started.server.awaitStatus("/health/ready", 200, Duration.ofSeconds(180));
        started.logSomebodyIn();
        return started;
    }

    public void logSomebodyIn() throws IOException {
        name = Api.freshName();
        api.register(name);
        token = api.logIn(name);
    }

    /** Registers somebody and gives him the role behind the application's back. @return his name */
    public String somebody(Role role) throws IOException, SQLException {
        String registered = Api.freshName();
        api.register(registered);
        sql("UPDATE precinct99.users SET role = '" + role.roleName() + "' WHERE username = '" + registered + "'");
        return registered;
    }

    public GatedStage gates() {
        return gates;
    }

    public FaultInjector faults() {
        return faults;
    }

    public LibertyServer process() {
        return server;
    }

    public Api api() {
        return api;
    }

    /** Reads and writes about 130 times a second. */
    public Traffic traffic() {
        return Traffic.on(api, token, 3, 1);
    }

    /** More readers than the pool has connections, each at it again as soon as it is answered. */
    public Traffic crowd() {
        return Traffic.on(api, token, 24, 0);
    }

    /** A log-in: it reads a table, then the vault signs. */
    public HttpResponse<String> logIn() throws IOException {
        return api.tryLogIn(name, Api.PASSWORD);
    }

    /** A request that needs the database alone. */
    public HttpResponse<String> read() throws IOException {
        return api.get("/api/v1/auth/me", token);
    }

    /** Ready, and far enough from the last forced rotation. */
    public void settle() throws IOException {
        server.awaitStatus("/health/ready", 200, Duration.ofSeconds(30));
        pause(BETWEEN_FORCED_SECONDS);
    }

    /** @return seconds from the moment until the condition holds */
    public static double secondsUntil(long sinceNanos, double limit, Condition condition) throws Exception {
        while (!condition.holds()) {
            if (System.nanoTime() - sinceNanos > limit * 1e9) {
                throw new AssertionError("not within " + limit + " s");
            }
            pause(0.02);
        }
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    /** It answers 503 with Retry-After within the seconds given. @return seconds that it took */
    public static double refusesWithin(double seconds, Request request) throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> answer = request.send();
        double took = (System.nanoTime() - began) / 1e9;
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(took).as("seconds until the refusal").isLessThanOrEqualTo(seconds);
        return took;
    }

    public boolean isReady() throws IOException {
        return server.get("/health/ready").statusCode() == 200;
    }

    /** As superuser, behind the application's back. */
    public void sql(String statement) throws SQLException {
        try (Connection connection = stage.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    public static void pause(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            gates.close();
        }
    }

    /** Something that becomes true. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Something to ask. */
    public interface Request {
        HttpResponse<String> send() throws Exception;
    }
}
