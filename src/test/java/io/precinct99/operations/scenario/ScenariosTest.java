package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import io.precinct99.stage.Background;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch shortOne = new CountDownLatch(1);
    private final List<Scenario> all =
            List.of(new FakeScenario("long", this::waitForTheTest), new FakeScenario("short", shortOne::countDown));

    @Test
    void secondScenarioIsRefusedWhenTheFirstTakesTooLong() throws Exception {
        Scenarios scenarios = new Scenarios(all, Duration.ofMillis(20));
        CompletableFuture<ScenarioRun> first = Background.supply(() -> scenarios.run("long", Origin.SELF));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        Problem refused = catchThrowableOfType(Problem.class, () -> scenarios.run("short", Origin.SELF));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("Retry-After");
        goOn.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS).passed()).isTrue();
        assertThat(scenarios.run("short", Origin.SELF).passed()).isTrue();
    }

    @Test
    void secondScenarioWaitsForTheFirst() throws Exception {
        Scenarios scenarios = new Scenarios(all, Duration.ofSeconds(10));
        CompletableFuture<ScenarioRun> first = Background.supply(() -> scenarios.run("long", Origin.SELF));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<ScenarioRun> second = Background.supply(() -> scenarios.run("short", Origin.SELF));
        assertThat(shortOne.await(100, TimeUnit.MILLISECONDS))
                .as("the short one began beside the long one")
                .isFalse();
        goOn.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS).passed()).isTrue();
        assertThat(second.get(60, TimeUnit.SECONDS).passed()).isTrue();
    }

    @Test
    void unknownScenarioIsNotFoundEvenWhileOneRuns() {
        Scenarios scenarios = new Scenarios(all, Duration.ZERO);
        assertThat(catchThrowableOfType(Problem.class, () -> scenarios.run("longer", Origin.SELF))
                        .status())
                .isEqualTo(404);
    }

    private void waitForTheTest() {
        begun.countDown();
        try {
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
