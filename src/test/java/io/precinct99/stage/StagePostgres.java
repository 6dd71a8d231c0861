package io.precinct99.stage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL from Maven Central, with scram-sha-256 for everybody and the roles and schema that production has
 * ({@code src/setup/postgres/roles.sql}). Durability is on, as in production.
 */
public final class StagePostgres implements AutoCloseable {
    public static final String DATABASE = "precinct99";
    /** The vault's login; its password is made anew at each start. */
    public static final String VAULT_LOGIN = "precinct99_vault";

    private final EmbeddedPostgres server;
    private final String superuserPassword;
    private final String vaultPassword;

    private StagePostgres(EmbeddedPostgres server, String superuserPassword, String vaultPassword) {
        this.server = server;
        this.superuserPassword = superuserPassword;
        this.vaultPassword = vaultPassword;
    }

    /** @param port 0 takes a free one */
    static StagePostgres start(Path directory, int port) throws IOException, SQLException {
        Path data = directory.resolve("postgres");
        endPredecessor(data);
        Trees.delete(data);
        String password = Passwords.random();
        Path passwordFile = Files.createTempFile(
                directory,
                "superuser",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Path access = directory.resolve("pg_hba.conf");
        Files.writeString(
                access,
                "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n");
        try {
            Files.writeString(passwordFile, password);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPort(Ports.orFree(port))
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setServerConfig("hba_file", access.toString())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("unix_socket_directories", "")
                    .setConnectConfig("password", password)
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .start();
            StagePostgres postgres = new StagePostgres(server, password, Passwords.random());
            postgres.setUp();
            return postgres;
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    public int port() {
        return server.getPort();
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port() + "/" + DATABASE;
    }

    public String vaultPassword() {
        return vaultPassword;
    }

    public String superuserPassword() {
        return superuserPassword;
    }

    /** A connection of the superuser, for tests and set-up. */
    public Connection superuser() throws SQLException {
        return superuser(DATABASE);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", superuserPassword);
    }

    private void setUp() throws SQLException, IOException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("src/setup/postgres/roles.sql")));
            statement.execute("ALTER ROLE " + VAULT_LOGIN + " PASSWORD '" + vaultPassword + "'");
        }
    }

    /** A run that was killed leaves its PostgreSQL behind: found by its pid file, ended only if it works on our directory. */
    private static void endPredecessor(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }
}
