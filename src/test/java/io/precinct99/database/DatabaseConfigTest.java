package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

class DatabaseConfigTest {

    @Test
    void defaultsAreThoseOfTheContract() {
        ConfigErrors errors = new ConfigErrors();
        DatabaseConfig config = DatabaseConfig.from(MapConfig.of("DB_HOST", "db", "DB_NAME", "precinct99"), errors);
        assertThat(errors.all()).isEmpty();
        assertThat(config.port()).isEqualTo(5432);
        assertThat(config.sslMode()).isEqualTo("verify-full");
        assertThat(config.poolSize()).isEqualTo(20);
        assertThat(config.windowFrom()).isEqualTo(0.5);
        assertThat(config.windowTo()).isEqualTo(0.7);
        assertThat(config.drainDeadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void everyKeyIsRead() {
        ConfigErrors errors = new ConfigErrors();
        DatabaseConfig config = DatabaseConfig.from(
                MapConfig.of(
                        "precinct99.stage", "embedded",
                        "DB_HOST", "db.internal",
                        "DB_PORT", "6432",
                        "DB_NAME", "brooklyn",
                        "DB_SSLMODE", "disable",
                        "precinct99.database.pool-size", "7",
                        "precinct99.database.rotation-window", "0.1-0.2",
                        "precinct99.database.drain-deadline", "PT5S"),
                errors);
        assertThat(errors.all()).isEmpty();
        assertThat(config.jdbcUrl()).isEqualTo("jdbc:postgresql://db.internal:6432/brooklyn");
        assertThat(config.sslMode()).isEqualTo("disable");
        assertThat(config.poolSize()).isEqualTo(7);
        assertThat(config.windowFrom()).isEqualTo(0.1);
        assertThat(config.windowTo()).isEqualTo(0.2);
        assertThat(config.drainDeadline()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void withoutAFileOfItsOwnThePlatformsAuthoritiesCount() {
        DatabaseConfig config =
                DatabaseConfig.from(MapConfig.of("DB_HOST", "db", "DB_NAME", "precinct99"), new ConfigErrors());
        PGSimpleDataSource source = config.configure(new PGSimpleDataSource());
        assertThat(source.getSslMode()).isEqualTo("verify-full");
        assertThat(source.getSslfactory()).isEqualTo(DefaultJavaSSLFactory.class.getName());
        assertThat(source.getSslRootCert()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "DB_HOST, evil/?user=postgres",
        "DB_HOST, db:5432",
        "DB_HOST, ::1",
        "DB_HOST, [::1]:5432",
        "DB_NAME, precinct99?user=postgres",
        "DB_NAME, db:5432",
        "DB_PORT, 0",
        "DB_PORT, 65536",
        "DB_PORT, http",
        "DB_SSLMODE, prefer",
        "DB_SSLMODE, sometimes",
        "DB_SSLROOTCERT, /nowhere/ca.pem",
        "precinct99.database.pool-size, 1",
        "precinct99.database.rotation-window, 0.7-0.5",
        "precinct99.database.rotation-window, 0.5",
        "precinct99.database.rotation-window, 0.5-1",
        "precinct99.database.drain-deadline, 30",
        "precinct99.database.drain-deadline, -PT1S"
    })
    void refusesByName(String key, String value) {
        ConfigErrors errors = new ConfigErrors();
        DatabaseConfig.from(MapConfig.of("DB_HOST", "db", "DB_NAME", "precinct99", key, value), errors);
        assertThat(errors.all())
                .singleElement()
                .asString()
                .startsWith(key + ":")
                .doesNotContain(value + " ");
    }

    @Test
    void missingValuesAreAllNamed() {
        ConfigErrors errors = new ConfigErrors();
        DatabaseConfig.from(MapConfig.of(), errors);
        assertThat(errors.all())
                .hasSize(2)
                .anyMatch(e -> e.startsWith("DB_HOST"))
                .anyMatch(e -> e.startsWith("DB_NAME"));
    }
}
