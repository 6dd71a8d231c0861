package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Invariant 3: when a rotation starts. */
class RotationScheduleTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void waitsAsLongAsTheVaultAsksWhileThereIsLife() {
        RotationSchedule schedule = schedule("0.5-0.7");
        Duration asked = Duration.ofSeconds(60);
        assertThat(schedule.patience(asked, Duration.ofHours(1))).isEqualTo(asked);
        assertThat(schedule.patience(asked, Duration.ofSeconds(40))).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.patience(asked, Duration.ZERO)).isEqualTo(asked);
    }

    @Test
    void startsBetweenHalfAndSevenTenthsOfTheRemainingLifeWithTenPercentOfJitter() {
        RotationSchedule schedule = schedule("0.5-0.7");
        assertThat(draws(() -> schedule.next(HOUR)))
                .allSatisfy(next -> assertThat(next).isBetween(share(0.45), share(0.77)))
                .anySatisfy(next -> assertThat(next).isLessThan(share(0.55)))
                .anySatisfy(next -> assertThat(next).isGreaterThan(share(0.65)));
    }

    @Test
    void neverStartsInTheLastTenthOfTheLife() {
        RotationSchedule schedule = schedule("0.9-0.9");
        assertThat(draws(() -> schedule.next(HOUR)))
                .allSatisfy(next -> assertThat(next).isLessThanOrEqualTo(share(0.9)));
    }

    @Test
    void retriesBackOffUpToATenthOfTheRemainingLifeAndThreeSeconds() {
        RotationSchedule schedule = schedule("0.5-0.7");
        assertThat(draws(() -> schedule.retry(1, HOUR)))
                .allSatisfy(r -> assertThat(r).isLessThanOrEqualTo(Duration.ofMillis(250)));
        assertThat(draws(() -> schedule.retry(50, HOUR)))
                .allSatisfy(r -> assertThat(r).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(3)));
        assertThat(draws(() -> schedule.retry(50, Duration.ofSeconds(10))))
                .allSatisfy(r -> assertThat(r).isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void retriesEveryTwoSecondsAtTheLatestWhileNothingWorks() {
        RotationSchedule schedule = schedule("0.5-0.7");
        assertThat(draws(() -> schedule.retry(50, Duration.ZERO)))
                .allSatisfy(r -> assertThat(r).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }

    static RotationSchedule usual() {
        return schedule("0.5-0.7");
    }

    private static RotationSchedule schedule(String window) {
        MapConfig config =
                MapConfig.of("DB_HOST", "localhost", "DB_NAME", "x", "precinct99.database.rotation-window", window);
        return new RotationSchedule(DatabaseConfig.from(config, new ConfigErrors()), new Random(99));
    }

    private static Stream<Duration> draws(java.util.function.Supplier<Duration> draw) {
        return IntStream.range(0, 1_000).mapToObj(i -> draw.get());
    }

    private static Duration share(double share) {
        return Duration.ofMillis((long) (HOUR.toMillis() * share));
    }
}
