package io.precinct99.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged application on an Open Liberty of its own: a process, a folder and a free port, configured by the files of
 * {@code liberty/} and the environment of a stage. Not safe for several threads.
 */
public final class LibertyServer implements AutoCloseable {
    private static final Path INSTALLATION = Path.of("target", "liberty", "wlp").toAbsolutePath();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Path user;
    private final int port;
    private final ProcessBuilder command;
    private Process process;

    private LibertyServer(Path user, int port, ProcessBuilder command) {
        this.user = user;
        this.port = port;
        this.command = command;
    }

    /**
     * Prepares a server; nothing runs yet.
     *
     * @param name its folder below {@code target/servers}
     * @param settings added to, and stronger than, the environment of the stage
     */
    public static LibertyServer prepare(String name, Stage stage, Map<String, String> settings) throws IOException {
        Path user = Path.of("target", "servers", name).toAbsolutePath();
        Trees.delete(user);
        Path home =
                Files.createDirectories(user.resolve("servers/precinct99/apps")).getParent();
        try (Stream<Path> files = Files.list(Path.of("liberty"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, home.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(Path.of("target", "precinct99.war"), home.resolve("apps/precinct99.war"));
        int port = Ports.free();
        ProcessBuilder command =
                new ProcessBuilder(INSTALLATION.resolve("bin/server").toString(), "run", "precinct99");
        Map<String, String> environment = command.environment();
        environment.putAll(stage.environment());
        environment.put("WLP_USER_DIR", user.toString());
        environment.put("HTTP_PORT", String.valueOf(port));
        environment.put("JVM_ARGS", "-XX:TieredStopAtLevel=1"); // starts in half the CPU time, and never gets hot
        environment.putAll(settings);
        command.redirectErrorStream(true)
                .redirectOutput(user.resolve("console.log").toFile());
        return new LibertyServer(user, port, command);
    }

    /** The same server with more in its log than usual, for example {@code io.precinct99.*=all}. */
    public LibertyServer tracing(String specification) throws IOException {
        Path overrides = Files.createDirectories(home().resolve("configDropins/overrides"));
        Files.writeString(
                overrides.resolve("trace.xml"),
                "<server><logging traceSpecification=\"" + specification + "\"/></server>");
        return this;
    }

    /** Starts the process; returns at once. */
    public LibertyServer start() throws IOException {
        Process started = command.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(started::destroyForcibly)); // a test that failed left it running
        process = started;
        return this;
    }

    /** Starts and waits until {@code /health/ready} says yes. */
    public LibertyServer startReady() throws IOException {
        start();
        awaitStatus("/health/ready", 200, Duration.ofSeconds(120));
        return this;
    }

    public URI uri() {
        return URI.create("http://localhost:" + port);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGSTOP: it stands still, as in a long collection of garbage or on a machine that is moved. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("kill -" + name + " ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the server printed so far. */
    public String log() throws IOException {
        return Files.readString(user.resolve("console.log"));
    }

    /** What the server printed and what it wrote into its folder of logs: messages, traces, dumps of failures. */
    public String allLogs() throws IOException {
        StringBuilder all = new StringBuilder(log());
        try (Stream<Path> files = Files.walk(home().resolve("logs"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private Path home() {
        return user.resolve("servers/precinct99");
    }

    /** Waits until a GET answers with the status. @throws AssertionError with the end of the log when it does not in time */
    public void awaitStatus(String path, int status, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        String last = "nothing";
        while (System.nanoTime() - end < 0) {
            try {
                HttpResponse<String> answer = get(path);
                if (answer.statusCode() == status) {
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (IOException e) {
                last = String.valueOf(e);
            }
            rest();
        }
        String log = log();
        throw new AssertionError(path + " did not answer " + status + " within " + limit + ", last: " + last + "\n"
                + log.substring(Math.max(0, log.length() - 4_000)));
    }

    public HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** SIGTERM, as an operator or Kubernetes sends it; waits for the end. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            askToStop();
            awaitEnd();
        }
    }

    /** SIGTERM; returns at once. */
    public void askToStop() {
        process.destroy();
    }

    /** SIGKILL; waits for the end. */
    public void kill() throws IOException {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    /** @throws IOException when it does not end within a minute; it is killed then */
    public void awaitEnd() throws IOException {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the server did not end within 60 s of SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rest() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
