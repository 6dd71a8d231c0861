package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.Expiry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private final Generation generation = new Generation(1, null, null, null, Instant.EPOCH);

    @Test
    void activeOneIsConvicted() {
        generation.become(Generation.State.ACTIVE);
        assertThat(generation.suspect()).isTrue();
        assertThat(generation.convict()).isTrue();
        assertThat(generation.isRevoked()).isTrue();
    }

    /** Its role is refused because we ended it ourselves: no reason to replace its successor. */
    @Test
    void replacedOneIsNotConvicted() {
        generation.become(Generation.State.ACTIVE);
        generation.suspect();
        generation.become(Generation.State.DRAINING);
        assertThat(generation.convict()).isFalse();
        assertThat(generation.isRevoked()).isFalse();
    }

    @Test
    void leaseThatIsOverByTheWallClockAloneIsDistrustedOnce() {
        Generation slept = until(Instant.now().minusSeconds(1), Duration.ofHours(1));
        assertThat(slept.distrustOnce()).isTrue();
        assertThat(slept.distrustOnce()).isFalse();
    }

    @Test
    void leaseThatLivesOrIsOverByBothClocksIsNotDistrusted() {
        assertThat(until(Instant.now().plusSeconds(3_600), Duration.ofHours(1)).distrustOnce())
                .isFalse();
        assertThat(until(Instant.now().minusSeconds(1), Duration.ofSeconds(-1)).distrustOnce())
                .isFalse();
    }

    private static Generation until(Instant wallClock, Duration life) {
        Expiry expiry = new Expiry(wallClock, System.nanoTime() + life.toNanos());
        return new Generation(1, null, new DatabaseLease(null, null, null, expiry), null, Instant.EPOCH);
    }
}
