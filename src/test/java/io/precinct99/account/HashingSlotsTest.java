package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.Problems;
import io.precinct99.stage.Background;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HashingSlotsTest {
    private final HashingSlots slots = new HashingSlots(1, 1);

    @Test
    void oneWorksOneWaitsTheNextIsSentAway() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        var first = Background.supply(() -> slots.run(() -> {
            working.countDown();
            await(end);
            return "first";
        }));
        working.await();
        var second = Background.supply(() -> slots.run(() -> "second"));
        while (slots.waiting() == 0) {
            Thread.onSpinWait();
        }

        var problem = Problems.thrownBy(() -> slots.run(() -> "third"));
        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.code()).isEqualTo("busy");
        assertThat(problem.headers()).containsEntry("Retry-After", "2");

        end.countDown();
        assertThat(first.join()).isEqualTo("first");
        assertThat(second.join()).isEqualTo("second");
        assertThat(slots.run(() -> "fourth")).isEqualTo("fourth");
    }

    @Test
    void failedWorkGivesItsSlotBack() {
        for (int i = 0; i < 3; i++) {
            Problems.thrownBy(() -> slots.run(() -> {
                throw io.precinct99.problem.Problem.notFound();
            }));
        }
        assertThat(slots.run(() -> "next")).isEqualTo("next");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
