package io.precinct99.bench;

import io.precinct99.Api;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The application with the resources of the bench, as a process of its own. */
final class Server implements AutoCloseable {
    private static final String PLENTY = "100000000/PT1M";
    private static final int USERS = 8;

    private final LibertyServer process;
    private final Api api;

    private Server(LibertyServer process) {
        this.process = process;
        this.api = new Api(process.uri());
    }

    /** On a leased login. @param window share of a lease's life after which it is replaced */
    static Server leased(String name, Stage stage, double window, String... jvmOptions) throws IOException {
        Map<String, String> settings = settings();
        settings.put("PRECINCT99_DATABASE_ROTATION_WINDOW", String.format("%.7f-%.7f", window, window));
        return prepare(name, stage, settings, jvmOptions).start().awaitReady();
    }

    /** One of several that share a stage; nothing runs yet. @param settings stronger than those of every bench */
    static Server replica(String name, Stage stage, Map<String, String> settings, String... jvmOptions)
            throws IOException {
        Map<String, String> all = settings();
        all.putAll(settings);
        return prepare(name, stage, all, jvmOptions);
    }

    private static Server prepare(String name, Stage stage, Map<String, String> settings, String... jvmOptions)
            throws IOException {
        LibertyServer server = LibertyServer.prepare("bench-" + name, stage, settings);
        Path home = home(name);
        BenchWar.make(home.resolve("apps/precinct99.war"), "jdbc/precinct99");
        addJvmOptions(home, jvmOptions);
        return new Server(server);
    }

    private static void addJvmOptions(Path home, String... jvmOptions) throws IOException {
        Files.write(home.resolve("jvm.options"), List.of(jvmOptions), StandardOpenOption.APPEND);
    }

    /** On a leased login that is not replaced meanwhile. @param settings stronger than those of every bench */
    static Server configured(String name, Stage stage, Map<String, String> settings) throws IOException {
        Map<String, String> all = settings();
        all.putAll(settings);
        return new Server(LibertyServer.prepare("bench-" + name, stage, all))
                .start()
                .awaitReady();
    }

    /** On a static login, everything else the same. */
    static Server onStaticLogin(Stage stage, String... jvmOptions) throws IOException, SQLException {
        Map<String, String> settings = settings();
        settings.put("PRECINCT99_DATABASE_ROTATION_WINDOW", "0.9-0.9"); // it has a lease too, and does not use it
        try (Connection superuser = stage.superuser()) {
            settings.putAll(StaticLogin.create(superuser, stage.environment()));
        }
        LibertyServer server = LibertyServer.prepare("bench-static", stage, settings);
        StaticLogin.configure(home("static"));
        BenchWar.make(home("static").resolve("apps/precinct99.war"), StaticLogin.DATA_SOURCE);
        addJvmOptions(home("static"), jvmOptions);
        return new Server(server).start().awaitReady();
    }

    /** Starts the process, also after its end; returns at once. */
    Server start() throws IOException {
        process.start();
        return this;
    }

    Server awaitReady() throws IOException {
        try {
            process.awaitStatus("/api/v1/health/ready", 200, Duration.ofSeconds(300));
        } catch (IOException | AssertionError e) {
            process.kill();
            throw e;
        }
        return this;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws IOException {
        process.kill();
    }

    /** SIGTERM; returns at once. */
    void askToStop() {
        process.askToStop();
    }

    void awaitEnd() throws IOException {
        process.awaitEnd();
    }

    Api api() {
        return api;
    }

    URI uri() {
        return process.uri();
    }

    long pid() {
        return process.pid();
    }

    ProcessFigures figures() throws IOException {
        return ProcessFigures.of(process.pid());
    }

    /** Registers people and logs them in. @return their access tokens */
    List<String> tokens() throws IOException {
        List<String> tokens = new ArrayList<>();
        for (String name : people(USERS)) {
            tokens.add(api.logIn(name));
        }
        return tokens;
    }

    /** Registers people. @return their names */
    List<String> people(int count) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(person());
        }
        return names;
    }

    /** Setting up is no proof: it tries again for a while. */
    private String person() throws IOException {
        for (int failures = 0; ; failures++) {
            String name = Api.freshName();
            try {
                api.register(name);
                api.logIn(name);
                return name;
            } catch (AssertionError refused) {
                if (failures == 10) {
                    throw refused;
                }
                Pause.millis(500);
            }
        }
    }

    /** Registers an operator and logs it in. @return its token */
    String operator(Connection superuser) throws IOException, SQLException {
        String name = Api.freshName();
        api.register(name);
        try (Statement sql = superuser.createStatement()) {
            sql.execute("UPDATE precinct99.users SET role = 'operator' WHERE username = '" + name + "'");
        }
        return api.logIn(name);
    }

    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("PRECINCT99_LOCKOUT_ADDRESS_FAILURES", "1000000");
        settings.put("JVM_ARGS", ""); // as in production: the tests' server compiles less
        for (String limit : List.of("CALLER", "LOGIN_NAME", "LOGIN_ADDRESS", "REGISTER_ADDRESS")) {
            settings.put("PRECINCT99_RATE_LIMIT_" + limit, PLENTY);
        }
        return settings;
    }

    private static Path home(String name) {
        return Path.of("target", "servers", "bench-" + name, "servers", "precinct99");
    }
}
