package io.precinct99.operations.scenario;

import java.util.List;

/** A scenario that was run. One without a step proves nothing, so it did not pass. */
public record ScenarioRun(String scenario, String title, boolean passed, long durationMs, List<StepResult> results) {
    static ScenarioRun of(Scenario scenario, List<StepResult> results, long durationMs) {
        boolean passed = !results.isEmpty() && results.stream().allMatch(StepResult::passed);
        return new ScenarioRun(scenario.id(), scenario.title(), passed, durationMs, List.copyOf(results));
    }

    long failedSteps() {
        return results.stream().filter(step -> !step.passed()).count();
    }
}
