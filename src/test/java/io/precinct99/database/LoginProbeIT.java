package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Eventually;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What scenarios use of the leased database: probes beside the pool, logins remembered, rotations that are written down. */
@Tag("embedded") // without a container
class LoginProbeIT {
    private DatabaseFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void refusedDeedsRaiseNoSuspicionAndGrantedOnesAreUndone() throws Exception {
        fixture.asSuperuser("GRANT CREATE ON SCHEMA precinct99 TO precinct99_app");
        try (LoginProbe probe = fixture.database.probe()) {
            assertThat(probe.may(LoginProbe.Deed.READ_PASSWORD_HASHES)).isFalse();
            assertThat(probe.may(LoginProbe.Deed.CREATE_A_TABLE)).isTrue();
            assertThat(probe.may(LoginProbe.Deed.CREATE_A_TABLE)).as("again").isTrue();
            assertThat(probe.may(LoginProbe.Deed.OWN_SOMETHING)).isFalse();
            assertThat(probe.may(LoginProbe.Deed.READ_A_TABLE)).isTrue();
        } finally {
            fixture.asSuperuser("REVOKE CREATE ON SCHEMA precinct99 FROM precinct99_app");
        }
        assertThat(fixture.database.expiry()).as("lends without a pause").isPresent();
    }

    @Test
    void ownedObjectIsNoticed() throws Exception {
        String login = fixture.read();
        fixture.asSuperuser("CREATE TABLE precinct99.scenario_owned (n integer)");
        fixture.asSuperuser("ALTER TABLE precinct99.scenario_owned OWNER TO \"" + login + "\"");
        try (LoginProbe probe = fixture.database.probe()) {
            assertThat(probe.may(LoginProbe.Deed.OWN_SOMETHING)).isTrue();
        } finally {
            fixture.asSuperuser("DROP TABLE precinct99.scenario_owned");
        }
    }

    @Test
    void formerLoginIsKnownUntilItIsReplaced() throws Exception {
        FormerLogin former = fixture.database.remember();
        assertThat(former.isListed()).isTrue();
        assertThat(former.works()).isTrue();
        fixture.rotate();
        assertThat(former.isListed()).isFalse();
        assertThat(former.works()).isFalse();
    }

    @Test
    void rotationThatCannotBeRecordedReplacesNothingAndDoesNotCount() throws Exception {
        long generation = fixture.database.generation();
        assertThatThrownBy(() -> fixture.request(taken -> {
                    throw new IllegalStateException("no row");
                }))
                .hasMessage("no row");
        Eventually.holds(
                "it is over",
                Duration.ofSeconds(5),
                () -> fixture.database
                        .rotations(Long.MAX_VALUE, 1)
                        .get(0)
                        .outcome()
                        .equals(Rotation.Outcome.FAILED));
        assertThat(fixture.database.generation()).isEqualTo(generation);
        RotationRequest next = fixture.request(taken -> {});
        assertThat(next).isInstanceOf(RotationRequest.Accepted.class);
        assertThat(fixture.finished(((RotationRequest.Accepted) next).rotation().number())
                        .outcome())
                .isEqualTo(Rotation.Outcome.SUCCEEDED);
    }
}
