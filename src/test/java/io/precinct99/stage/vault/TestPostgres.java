package io.precinct99.stage.vault;

import io.precinct99.stage.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real PostgreSQL, set up as production is, that can be stopped and started on one port. */
final class TestPostgres implements AutoCloseable {

    private static final String ADMIN_PASSWORD = "of-the-test";

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    TestPostgres(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
        try {
            Files.writeString(
                    folder.resolve("hba.conf"),
                    "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
        execute(read(Path.of("src/setup/postgres/roles.sql")));
        execute("ALTER ROLE precinct99_vault PASSWORD '" + ADMIN_PASSWORD + "'");
        execute("SET ROLE precinct99_owner; CREATE TABLE precinct99.cases (id int PRIMARY KEY); RESET ROLE");
    }

    void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("hba_file", folder.resolve("hba.conf").toString())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DatabaseAdmin admin() {
        return new DatabaseAdmin(url(), "precinct99_vault", ADMIN_PASSWORD);
    }

    Connection login(String user, String password) throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    boolean hasRole(String name) {
        return !"0".equals(query("SELECT count(*) FROM pg_roles WHERE rolname = '" + name + "'"));
    }

    /** First column of the first row, asked by the superuser. */
    String query(String sql) {
        try (var connection = login("postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void execute(String sql) {
        try (var connection = login("postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
