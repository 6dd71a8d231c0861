package io.precinct99.database;

import io.precinct99.problem.ConfigErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Where PostgreSQL is, and how its logins are replaced. Keys as in the README, section Configuration.
 *
 * @param sslMode libpq's names; anything below verify-full is refused outside the embedded stage
 * @param poolSize most connections of one generation; during a rotation two generations hold connections
 * @param windowFrom earliest start of a rotation, as share of the remaining life
 * @param windowTo latest start of a rotation, as share of the remaining life
 * @param drainDeadline after which connections of a replaced generation are aborted
 */
public record DatabaseConfig(
        String host,
        int port,
        String name,
        String sslMode,
        Optional<Path> sslRootCert,
        int poolSize,
        double windowFrom,
        double windowTo,
        Duration drainDeadline) {

    /** Time-outs nest: statement, then JTA transaction (6 s, server.xml), then socket. */
    private static final int STATEMENT_TIMEOUT_MILLIS = 5_000;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int SOCKET_TIMEOUT_SECONDS = 7;
    private static final int CONNECT_TIMEOUT_SECONDS = 2;
    static final String SCHEMA = "precinct99";

    /** Reads the configuration; what is wrong is added to {@code errors}. */
    public static DatabaseConfig from(Config config, ConfigErrors errors) {
        Reader read = new Reader(config, errors);
        double[] window = read.window();
        return new DatabaseConfig(
                read.required("DB_HOST", HOST, "a plain name or address, IPv6 in brackets, without a port"),
                read.number("DB_PORT", 5432, 1, 65_535),
                read.required("DB_NAME", NAME, "the plain name of a database"),
                read.sslMode(),
                read.sslRootCert(),
                read.number("precinct99.database.pool-size", 20, 2, 500),
                window[0],
                window[1],
                read.drainDeadline());
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    private Properties driverProperties() {
        Properties properties = new Properties();
        properties.setProperty("sslmode", sslMode);
        if (sslRootCert.isPresent()) {
            properties.setProperty("sslrootcert", sslRootCert.get().toString());
        } else if (sslMode.startsWith("verify-")) {
            // The platform's authorities; the driver's own default is a file in somebody's home.
            properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
        }
        properties.setProperty("currentSchema", SCHEMA);
        properties.setProperty("ApplicationName", "precinct99");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(2 * CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("targetServerType", "primary"); // after a failover the old one may still answer
        properties.setProperty("socketFactory", PromptSockets.class.getName());
        properties.setProperty(
                "options",
                "-c statement_timeout=" + STATEMENT_TIMEOUT_MILLIS + " -c idle_in_transaction_session_timeout="
                        + SOCKET_TIMEOUT_SECONDS * 1000);
        return properties;
    }

    /** Everything but the login. @return the data source given */
    <T extends PGSimpleDataSource> T configure(T source) {
        source.setUrl(jdbcUrl());
        Properties properties = driverProperties();
        try {
            for (String name : properties.stringPropertyNames()) {
                source.setProperty(name, properties.getProperty(name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the driver refuses a property of ours", e);
        }
        return source;
    }

    private record Reader(Config config, ConfigErrors errors) {
        Optional<String> text(String key) {
            return config.getOptionalValue(key, String.class).map(String::trim).filter(s -> !s.isEmpty());
        }

        /** Only what cannot mean anything else in a JDBC URL. */
        String required(String key, Pattern form, String rule) {
            Optional<String> value = text(key).filter(form.asMatchPredicate());
            if (value.isEmpty()) {
                errors.refuse(key, "must be set to " + rule);
            }
            return value.orElse("unset");
        }

        int number(String key, int otherwise, int least, int most) {
            try {
                int value = text(key).map(Integer::parseInt).orElse(otherwise);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
            errors.refuse(key, "must be a whole number from " + least + " to " + most);
            return otherwise;
        }

        String sslMode() {
            String mode = text("DB_SSLMODE").orElse("verify-full").toLowerCase(Locale.ROOT);
            switch (mode) {
                case "verify-full" -> {}
                case "disable", "allow", "prefer", "require", "verify-ca" -> {
                    if (!errors.embedded(config)) {
                        errors.refuse("DB_SSLMODE", "must be verify-full outside the embedded stage");
                    }
                }
                default -> errors.refuse("DB_SSLMODE", "must be one of PostgreSQL's sslmode values, best verify-full");
            }
            return mode;
        }

        Optional<Path> sslRootCert() {
            Optional<Path> file = text("DB_SSLROOTCERT").map(Path::of);
            if (file.isPresent() && !Files.isReadable(file.get())) {
                errors.refuse("DB_SSLROOTCERT", "must name a readable PEM file");
            }
            return file;
        }

        double[] window() {
            String key = "precinct99.database.rotation-window";
            String[] ends = text(key).orElse("0.5-0.7").split("-", -1);
            try {
                double from = Double.parseDouble(ends[0]);
                double to = Double.parseDouble(ends[ends.length - 1]);
                if (ends.length == 2 && from > 0 && from <= to && to <= 0.9) {
                    return new double[] {from, to};
                }
            } catch (NumberFormatException e) {
                // reported below
            }
            errors.refuse(
                    key, "must be two shares of the remaining life, for example 0.5-0.7, above 0 and at most 0.9");
            return new double[] {0.5, 0.7};
        }

        Duration drainDeadline() {
            String key = "precinct99.database.drain-deadline";
            try {
                Duration value = text(key).map(Duration::parse).orElse(Duration.ofSeconds(30));
                if (!value.isNegative() && value.compareTo(Duration.ofHours(1)) <= 0) {
                    return value;
                }
            } catch (DateTimeParseException e) {
                // reported below
            }
            errors.refuse(key, "must be an ISO 8601 duration up to PT1H, for example PT30S");
            return Duration.ofSeconds(30);
        }
    }
}
