package io.precinct99.operations.scenario;

/** A scenario that can be run. */
public record ScenarioSummary(String id, String title, String description) {
    static ScenarioSummary of(Scenario scenario) {
        return new ScenarioSummary(scenario.id(), scenario.title(), scenario.description());
    }
}
