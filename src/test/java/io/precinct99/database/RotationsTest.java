package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationsTest {
    private final Rotations rotations = new Rotations();

    @Test
    void pagesRunNewestFirst() {
        for (long number = 1; number <= 5; number++) {
            rotations.put(Rotation.started(number, Rotation.Cause.SCHEDULED));
        }
        assertThat(rotations.before(Long.MAX_VALUE, 2))
                .extracting(Rotation::number)
                .containsExactly(5L, 4L);
        assertThat(rotations.before(4, 2)).extracting(Rotation::number).containsExactly(3L, 2L);
        assertThat(rotations.before(1, 2)).isEmpty();
    }

    @Test
    void aFinishedRotationReplacesItsRunningSelf() {
        Rotation running = Rotation.started(7, Rotation.Cause.MANUAL);
        rotations.put(running);
        rotations.put(running.finished(Rotation.Outcome.FAILED, Optional.empty(), Optional.of("the vault is sealed")));
        assertThat(rotations.find(7)).hasValueSatisfying(r -> {
            assertThat(r.outcome()).isEqualTo(Rotation.Outcome.FAILED);
            assertThat(r.finishedAt()).isPresent();
        });
    }

    @Test
    void onlyTheLastThousandAreKept() {
        for (long number = 1; number <= 1_200; number++) {
            rotations.put(Rotation.started(number, Rotation.Cause.SCHEDULED));
        }
        assertThat(rotations.find(200)).isEmpty();
        assertThat(rotations.find(201)).isPresent();
    }
}
