package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Expiry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Why a rotation is due, and when. Time passes as a test says. */
class NextRotationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Generations generations = new Generations(null, "role", null, (suspected, failure) -> {});
    private long nanos;
    private final NextRotation next = new NextRotation(generations, RotationScheduleTest.usual(), () -> nanos);

    @Test
    void firstLoginIsDueAtOnce() {
        assertThat(next.due(false)).contains(Rotation.Cause.START);
        next.failed(Rotation.Cause.START, Duration.ZERO, Duration.ofSeconds(9));
        pass(Duration.ofSeconds(8));
        assertThat(next.due(false)).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(next.due(false)).contains(Rotation.Cause.START);
    }

    @Test
    void invariant7_revokedLoginsAreReplacedAtOnceButAtMostEveryFiveSeconds() {
        active();
        next.succeeded(Rotation.Cause.START, HOUR);
        assertThat(next.due(false)).isEmpty();
        isRevoked();
        assertThat(next.due(false)).contains(Rotation.Cause.REVOKED);

        active();
        next.succeeded(Rotation.Cause.REVOKED, HOUR);
        isRevoked();
        pass(Duration.ofMillis(4_900));
        assertThat(next.due(false)).isEmpty();
        pass(Duration.ofMillis(200));
        assertThat(next.due(false)).contains(Rotation.Cause.REVOKED);
    }

    @Test
    void rotationThatAnOperatorAskedForDoesNotPostponeTheReplacementOfARevokedLogin() {
        active();
        next.succeeded(Rotation.Cause.MANUAL, HOUR);
        isRevoked();
        next.failed(Rotation.Cause.MANUAL, Duration.ZERO, HOUR);
        assertThat(next.due(false)).contains(Rotation.Cause.REVOKED);
    }

    private void active() {
        DatabaseLease lease = new DatabaseLease(null, null, null, Expiry.of(HOUR, System.nanoTime()));
        generations.swap(new Generation(1, null, lease, null, Instant.now()));
    }

    private void isRevoked() {
        generations.active().suspect();
        generations.active().convict();
        next.replaceNow();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
