package io.precinct99.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The stage of {@code src/stage/real}, found by the files that it writes into its folder. */
public final class RealStage implements Stage {
    private final Map<String, String> environment;
    private final Map<String, String> admin;

    private RealStage(Map<String, String> environment, Map<String, String> admin) {
        this.environment = environment;
        this.admin = admin;
    }

    static RealStage in(Path directory) {
        return new RealStage(read(directory.resolve("stage.env")), read(directory.resolve("admin.env")));
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                admin.get("ADMIN_DB_URL"), admin.get("ADMIN_DB_USER"), admin.get("ADMIN_DB_PASSWORD"));
    }

    /** Which parts are real, with versions. */
    public String parts() {
        return admin.get("STAGE_PARTS");
    }

    /** The program that gives identities on this stage. */
    String agent() {
        return admin.containsKey("ADMIN_SPIRE_SERVER_SOCKET") ? "spire-agent" : "trust-domain";
    }

    /** Runs {@code src/stage/real} with these arguments; fails unless it succeeds within two minutes. @return its output */
    public String run(String... arguments) throws IOException {
        return run(Map.of(), arguments);
    }

    /** The same with more in the environment. */
    String run(Map<String, String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "src/stage/real"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PRECINCT99_STAGE_DIR", admin.get("STAGE_DIR"));
        builder.environment().putAll(settings);
        Path output = Files.createTempFile("real-stage", ".log");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("failed: " + command + "\n" + Files.readString(output));
            }
            return Files.readString(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + command, e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    String value = line.substring(equals + 1);
                    boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
                    values.put(line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the real stage is not up; start it with src/stage/real up", e);
        }
        return values;
    }
}
