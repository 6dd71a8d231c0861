package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.Eventually;
import io.precinct99.stage.vault.Fault;
import io.precinct99.stage.vault.Ttls;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariants of a generation (numbers as in the design) while the vault refuses or lies. */
@Tag("embedded") // needs lives and faults of its own vault
class StubbornVaultIT {
    private DatabaseFixture fixture;

    @AfterEach
    void nothingIsLeftBehind() throws Exception { // invariant 6
        fixture.endOnAHealthyVault();
    }

    @Test
    void invariant2_deadlineIsTheTokensWhenTheLeaseLies() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        fixture.stage.vault().ttls(Ttls.OF_SETUP.withToken(Duration.ofSeconds(30), Duration.ofSeconds(30)));
        fixture.stage.vault().inject(Fault.LYING_LEASE);
        fixture.rotate();
        assertThat(fixture.database.expiry().orElseThrow().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void invariant3_failedRefreshKeepsTheGenerationAndIsRetriedInsideItsLife() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        fixture.stage.vault().ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(20), Duration.ofSeconds(20)));
        long first = fixture.rotate().number();
        fixture.stage.vault().inject(Fault.CREDS_REFUSED);
        Eventually.holds(
                "a scheduled rotation fails twice",
                Duration.ofSeconds(18),
                () -> fixture.database.rotation(first + 2).isPresent());
        assertThat(fixture.database.generation()).isEqualTo(first);
        assertThat(fixture.read()).isNotNull();
        fixture.stage.vault().heal();
        Eventually.holds("it is replaced", Duration.ofSeconds(6), () -> fixture.database.generation() > first);
        assertThat(fixture.database
                        .rotation(fixture.database.generation())
                        .orElseThrow()
                        .cause())
                .isEqualTo(Rotation.Cause.SCHEDULED);
    }

    @Test
    void invariant3_leaseThatIsOverNeverReplacesOneThatWorks() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        String before = fixture.read();
        fixture.stage.vault().ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        Rotation rotation = fixture.rotate();
        assertThat(rotation.outcome()).isEqualTo(Rotation.Outcome.FAILED);
        assertThat(fixture.read()).isEqualTo(before);
        assertThat(fixture.database.rotation(rotation.number() + 1)).isEmpty();
        assertThat(fixture.roles()).containsExactly(before);
    }

    @Test
    void invariant3_leaseThatCannotBeRevokedDoesNotKeepTheNextFromBeingReplaced() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        fixture.stage.vault().inject(Fault.revokeRefused(403));
        fixture.stage.vault().ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(6), Duration.ofSeconds(6)));
        long second = fixture.startRotation().number();
        Eventually.holds("swapped", Duration.ofSeconds(5), () -> fixture.database.generation() >= second);
        Eventually.holds("replaced in time", Duration.ofSeconds(6), () -> {
            fixture.read();
            return fixture.database.generation() > second;
        });
    }

    @Test
    void invariant4_failedRevocationIsRetriedUntilItSucceeds() throws Exception {
        fixture = DatabaseFixture.ready(Map.of());
        String old = fixture.read();
        fixture.stage.vault().inject(Fault.revokeRefused(400));
        Rotation rotation = fixture.startRotation();
        Eventually.holds("swapped", Duration.ofSeconds(5), () -> !fixture.read().equals(old));
        Thread.sleep(500);
        assertThat(fixture.database.rotation(rotation.number()).orElseThrow().outcome())
                .isEqualTo(Rotation.Outcome.RUNNING);
        assertThat(fixture.database.leases())
                .extracting(LeaseStatus::lastError)
                .as("nothing of what the vault said")
                .contains(Optional.of("the vault answered 400 to lease_revoke"));
        fixture.stage.vault().heal();
        assertThat(fixture.finished(rotation.number()).outcome()).isEqualTo(Rotation.Outcome.SUCCEEDED);
        assertThat(fixture.roles()).doesNotContain(old);
    }
}
