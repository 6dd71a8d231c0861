package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

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
}
