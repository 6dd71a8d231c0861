package io.precinct99.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecurringTest {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    @Test
    void failureDoesNotEndTheSchedule() throws Exception {
        CountDownLatch tries = new CountDownLatch(6);
        Recurring failing = new Recurring("A test", 10, () -> {
            tries.countDown();
            throw new StackOverflowError();
        });
        failing.start(executor);
        try {
            assertThat(tries.await(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            failing.stop();
            executor.shutdownNow();
        }
    }

    @Test
    void startedTwiceIsDoneByOneSchedule() {
        var scheduled = new java.util.concurrent.ScheduledThreadPoolExecutor(1);
        Recurring work = new Recurring("A test", 60_000, () -> {});
        work.start(scheduled);
        work.start(scheduled);
        assertThat(scheduled.getQueue()).hasSize(1);
        scheduled.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void stoppedWorkIsNotDoneAgain() {
        int[] done = new int[1];
        Recurring counting = new Recurring("A test", 10, () -> done[0]++);
        counting.run();
        counting.stop();
        counting.run();
        assertThat(done[0]).isEqualTo(1);
        executor.shutdownNow();
    }
}
