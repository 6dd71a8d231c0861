package io.precinct99.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    @Test
    void doublesWithEqualJitter() {
        assertThat(after(1)).allMatch(ms -> ms >= 100 && ms <= 200);
        assertThat(after(2)).allMatch(ms -> ms >= 200 && ms <= 400);
        assertThat(after(1).distinct().count()).isGreaterThan(20);
    }

    @Test
    void neverExceedsTheLongestPause() {
        assertThat(after(5)).allMatch(ms -> ms >= 1_000 && ms <= 2_000);
        assertThat(after(Integer.MAX_VALUE)).allMatch(ms -> ms >= 1_000 && ms <= 2_000);
    }

    private static java.util.stream.LongStream after(int failures) {
        return IntStream.range(0, 500).mapToLong(i -> BACKOFF.after(failures).toMillis());
    }
}
