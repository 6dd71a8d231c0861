package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.HeardLogs;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.Stage;
import io.precinct99.stage.vault.Fault;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 6 while the schema is migrated: whenever a stop comes, nothing of the migration's login outlives it. */
@Tag("embedded") // needs faults of its own vault
class MigrationIT {
    private static final String LOGIN = "POST auth/jwt/login";
    private static final String CREDENTIALS = "GET database/creds/{role}";

    private final EmbeddedStage stage = (EmbeddedStage) Stage.current();
    private DatabaseFixture fixture;
    private int tokens;

    /** A log-in on cold classes may come too late, and its token stays until it ends. */
    @BeforeEach
    void warmUp() throws Exception {
        DatabaseFixture.ready(Map.of()).close();
        tokens = stage.vault().liveTokens();
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        fixture.endOnAHealthyVault();
    }

    @Test
    void startWithNothingToMigrateNamesTheVersionOfTheSchema() throws Exception {
        try (HeardLogs heard = new HeardLogs(Migration.class)) {
            fixture = DatabaseFixture.ready(Map.of());
            assertThat(heard.all).singleElement().asString().matches("Database schema .* version=\\d+ applied=0");
        }
    }

    /** What is there when the stop returns is there for good: the process ends then. */
    @Test
    void stopWhileTheCredentialsAreAwaitedLeavesNoLogin() throws Exception {
        startAndStopAt(CREDENTIALS, Fault.slow(Duration.ofSeconds(3)).under("database/creds/"));
        assertThat(stage.vault().liveLeases()).isZero();
        assertThat(stage.vault().liveTokens()).isEqualTo(tokens);
    }

    @Test
    void stopWhileTheTokenIsAwaitedAsksForNoLogin() throws Exception {
        long before = calls(CREDENTIALS);
        startAndStopAt(LOGIN, Fault.slow(Duration.ofSeconds(1)).under("auth/jwt/login"));
        assertThat(calls(CREDENTIALS)).isEqualTo(before);
        assertThat(stage.vault().liveTokens()).isEqualTo(tokens);
    }

    /** As by a container that takes back its executor. */
    @Test
    void migrationThatIsInterruptedLeavesNoLogin() throws Exception {
        try (Connection other = stage.superuser()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE precinct99.flyway_schema_history");
            fixture = DatabaseFixture.starting();
            Eventually.holds("it is under way", Duration.ofSeconds(20), fixture::somebodyWaitsForALock);
            DatabaseFixture.threadIn(Migration.class).orElseThrow().interrupt();
        }
        Eventually.holds(
                "ready", Duration.ofSeconds(20), () -> fixture.database.expiry().isPresent());
        assertThat(stage.vault().liveLeases()).isOne();
    }

    private void startAndStopAt(String call, Fault fault) throws Exception {
        long before = calls(call);
        stage.vault().inject(fault);
        fixture = DatabaseFixture.starting();
        Eventually.holds("the vault is asked", Duration.ofSeconds(20), () -> calls(call) > before);
        fixture.database.close();
    }

    private long calls(String call) {
        return stage.vault().calls().getOrDefault(call, 0L);
    }
}
