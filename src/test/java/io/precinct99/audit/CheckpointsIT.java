package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clocks that jump keep nobody from signing, and the trail stays provable. */
class CheckpointsIT {
    private static final Duration FAR = Duration.ofDays(90);

    private ChainFixture fixture;
    private Checkpoints ahead;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new ChainFixture();
        ahead = replica(() -> fixture.clock.instant().plus(FAR));
        fixture.writeLinked(1);
    }

    @AfterEach
    void end() throws Exception {
        fixture.close();
    }

    @Test
    void fault31_checkpointOfAClockAheadDelaysTheNextOneByNoMoreThanAMinute() throws Exception {
        assertThat(ahead.makeWhenDue()).isPresent();
        fixture.writeLinked(1);
        assertThat(fixture.checkpoints.makeWhenDue()).isEmpty();
        pass(Checkpoints.LONGEST);
        assertThat(fixture.checkpoints.makeWhenDue().orElseThrow().checkpoint().signedAt())
                .isEqualTo(fixture.clock.instant());
        assertThat(fixture.verify().firstBroken()).isEmpty();
    }

    @Test
    void fault31_clockThatStepsBackDelaysTheNextCheckpointByNoMoreThanAMinute() throws Exception {
        assertThat(fixture.checkpoints.makeWhenDue()).isPresent();
        fixture.clock.pass(Duration.ofMinutes(-10));
        fixture.writeLinked(1);
        assertThat(fixture.checkpoints.makeWhenDue()).isEmpty();
        pass(Checkpoints.LONGEST.minusNanos(1));
        assertThat(fixture.checkpoints.makeWhenDue()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(fixture.checkpoints.makeWhenDue()).isPresent();
        assertThat(fixture.verify().firstBroken()).isEmpty();
    }

    @Test
    void fault31_replicasWhoseClocksDisagreeDoNotOutdoEachOther() throws Exception {
        int signed = 0;
        for (int i = 0; i < 18; i++) {
            signed += ahead.makeWhenDue().isPresent() ? 1 : 0;
            fixture.writeLinked(1);
            signed += fixture.checkpoints.makeWhenDue().isPresent() ? 1 : 0;
            fixture.writeLinked(1);
            pass(Duration.ofSeconds(10));
        }
        assertThat(signed).as("in three minutes").isBetween(3, 8);
        assertThat(fixture.verify().firstBroken()).isEmpty();
    }

    @Test
    void nothingIsSignedWhileNothingIsNew() throws Exception {
        assertThat(fixture.checkpoints.makeWhenDue()).isPresent();
        pass(Checkpoints.LONGEST);
        assertThat(fixture.checkpoints.makeWhenDue()).isEmpty();
    }

    private Checkpoints replica(InstantSource clock) {
        return new Checkpoints(fixture.database(), fixture.transit, "audit-checkpoint", clock, () -> fixture.nanos);
    }

    private void pass(Duration time) {
        fixture.clock.pass(time);
        fixture.nanos += time.toNanos();
    }
}
