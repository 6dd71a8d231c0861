package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.database.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationStatusTest {
    @Test
    void runningRotationHasNoEndYet() {
        RotationStatus status = RotationStatus.of(new Rotation(
                7,
                Rotation.Cause.MANUAL,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Rotation.Outcome.RUNNING,
                Optional.empty()));
        assertThat(status.cause()).isEqualTo("manual");
        assertThat(status.outcome()).isEqualTo("running");
        assertThat(status.finishedAt()).isEmpty();
        assertThat(status.durationMs()).isEmpty();
    }

    @Test
    void timesAreInMilliseconds() {
        RotationStatus status = RotationStatus.of(new Rotation(
                7,
                Rotation.Cause.SCHEDULED,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusMillis(505)),
                Optional.of(Duration.ofMillis(12)),
                Rotation.Outcome.ABORTED,
                Optional.of("not revoked")));
        assertThat(status.durationMs()).contains(505L);
        assertThat(status.drainedMs()).contains(12L);
        assertThat(status.outcome()).isEqualTo("aborted");
        assertThat(status.error()).contains("not revoked");
    }
}
