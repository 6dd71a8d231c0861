package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void workThatSucceedsIsCounted() {
        Observation seen = new Workload(() -> {}, () -> {})
                .until(() -> rounds.incrementAndGet() > 3)
                .seen();
        assertThat(seen).isEqualTo(Observation.allowed("4 reads and 4 writes succeeded, 0 failed."));
    }

    @Test
    void oneFailureIsEnough() {
        Observation seen = new Workload(() -> {}, () -> {
                    if (rounds.get() == 2) {
                        throw new IllegalStateException("lost");
                    }
                })
                .until(() -> rounds.incrementAndGet() > 3)
                .seen();
        assertThat(seen).isEqualTo(Observation.blocked("4 reads and 3 writes succeeded, 1 failed."));
    }

    @Test
    void workIsDoneEvenWhenTheRotationWasFaster() {
        assertThat(new Workload(() -> {}, () -> {}).until(() -> true).seen().actual())
                .isEqualTo(Verdict.ALLOWED);
    }
}
