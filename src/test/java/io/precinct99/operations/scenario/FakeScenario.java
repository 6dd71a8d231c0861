package io.precinct99.operations.scenario;

import io.precinct99.audit.Origin;

/** One step that does what a test wants, and passes. */
record FakeScenario(String id, Runnable deed) implements Scenario {
    @Override
    public String title() {
        return "Fake";
    }

    @Override
    public String description() {
        return "For tests.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        steps.expect(Verdict.ALLOWED, "do it", () -> {
            deed.run();
            return Observation.allowed("done");
        });
    }
}
