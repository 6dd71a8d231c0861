package io.precinct99.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What people have without us: a plain Liberty data source with a login of its own and a password that stays. The same pool
 * size, time-outs and search path; the password is made for the run and gone with it.
 */
final class StaticLogin {
    static final String DATA_SOURCE = "jdbc/static";
    private static final String ROLE = "bench_static";

    private StaticLogin() {}

    /** Makes the login. @return what the server must find in its environment */
    static Map<String, String> create(Connection superuser, Map<String, String> stage) throws SQLException {
        String password = UUID.randomUUID().toString();
        drop(superuser);
        try (Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + password + "' IN ROLE precinct99_app");
        }
        Map<String, String> environment = new TreeMap<>();
        environment.put("BENCH_DB_USER", ROLE);
        environment.put("BENCH_DB_PASSWORD", password);
        environment.put("BENCH_DRIVER", driver().toString());
        environment.put("BENCH_SSLROOTCERT", stage.getOrDefault("DB_SSLROOTCERT", ""));
        return environment;
    }

    /** Gives the server a data source of its own, bound as {@link #DATA_SOURCE}. */
    static void configure(Path serverHome) throws IOException {
        Path overrides = Files.createDirectories(serverHome.resolve("configDropins/overrides"));
        Files.copy(Path.of("src", "bench", "static.xml"), overrides.resolve("static.xml"));
    }

    static void drop(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("DROP ROLE IF EXISTS " + ROLE);
        }
    }

    private static Path driver() {
        try {
            return Path.of(org.postgresql.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
