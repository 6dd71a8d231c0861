package io.precinct99.operations.scenario;

/** One step of a scenario, as it was seen. */
public record StepResult(String step, String expected, String actual, boolean passed, String detail) {
    static StepResult of(String step, Verdict expected, Observation seen) {
        return new StepResult(step, expected.text(), seen.actual().text(), expected == seen.actual(), seen.detail());
    }
}
