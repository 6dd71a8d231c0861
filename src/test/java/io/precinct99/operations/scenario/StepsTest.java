package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final Steps steps = new Steps(Duration.ofMinutes(1));

    @Test
    void stepPassesWhenWhatWasSeenIsWhatWasExpected() {
        steps.expect(Verdict.BLOCKED, "blocked", () -> Observation.blocked("as it should be"));
        steps.expect(Verdict.ALLOWED, "allowed", () -> true, "yes", "no");
        assertThat(steps.results())
                .containsExactly(
                        new StepResult("blocked", "blocked", "blocked", true, "as it should be"),
                        new StepResult("allowed", "allowed", "allowed", true, "yes"));
    }

    @Test
    void stepFailsWhenTheOppositeWasSeen() {
        steps.expect(Verdict.BLOCKED, "open door", () -> true, "it opens", "it is shut");
        steps.expect(Verdict.ALLOWED, "shut door", () -> false, "it opens", "it is shut");
        assertThat(steps.results()).extracting(StepResult::actual).containsExactly("allowed", "blocked");
        assertThat(steps.results()).noneMatch(StepResult::passed);
    }

    @Test
    void whatIsThrownIsAnErrorAndTheNextStepIsTaken() {
        steps.expect(Verdict.BLOCKED, "broken", () -> {
            throw new SQLException("role \"lease-precinct99-app-x\" does not exist", "42704");
        });
        steps.expect(Verdict.BLOCKED, "wrapped", () -> {
            throw new IllegalStateException(new SQLException("permission denied for lease-x", "42501"));
        });
        steps.expect(Verdict.BLOCKED, "unforeseen", () -> {
            throw new IllegalStateException("secret=hunter2");
        });
        steps.expect(Verdict.BLOCKED, "next", () -> Observation.blocked("taken"));
        assertThat(steps.results())
                .extracting(StepResult::actual)
                .containsExactly("error", "error", "error", "blocked");
        assertThat(steps.results())
                .extracting(StepResult::detail)
                .containsExactly(
                        "PostgreSQL failed with SQLSTATE 42704.",
                        "PostgreSQL failed with SQLSTATE 42501.",
                        "Failed in a way nobody foresaw: IllegalStateException.",
                        "taken");
    }

    @Test
    void noStepBeginsAfterTheLimit() {
        Steps late = new Steps(Duration.ZERO);
        late.expect(Verdict.ALLOWED, "late", () -> {
            throw new AssertionError("begun");
        });
        assertThat(late.results()).extracting(StepResult::actual).containsExactly("error");
    }

    @Test
    void scenarioPassesOnlyWithStepsThatAllPass() {
        Scenario scenario = new FakeScenario("fake", () -> {});
        StepResult good = new StepResult("a", "blocked", "blocked", true, "");
        StepResult bad = new StepResult("b", "blocked", "error", false, "");
        assertThat(ScenarioRun.of(scenario, List.of(good, good), 1).passed()).isTrue();
        assertThat(ScenarioRun.of(scenario, List.of(good, bad), 1).passed()).isFalse();
        assertThat(ScenarioRun.of(scenario, List.of(good, bad), 1).failedSteps())
                .isEqualTo(1);
        assertThat(ScenarioRun.of(scenario, List.of(), 1).passed()).isFalse();
    }
}
