package io.precinct99.operations.scenario;

import static io.precinct99.operations.scenario.Verdict.ALLOWED;
import static io.precinct99.operations.scenario.Verdict.BLOCKED;

import io.precinct99.audit.Origin;
import io.precinct99.operations.Target;
import java.util.List;

/** The network lets us reach what we need and nothing beside it. */
record NetworkScenario(Target vault, Target database, List<Target> blocked, ConnectionAttempt connection)
        implements Scenario {
    @Override
    public String id() {
        return "network";
    }

    @Override
    public String title() {
        return "The network leads only where we must go";
    }

    @Override
    public String description() {
        return "Vault and database can be reached; what precinct99.operations.blocked-targets lists cannot. Passes only where a network policy is in force.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        steps.expect(ALLOWED, "Connect to the vault", () -> connection.to(vault));
        steps.expect(ALLOWED, "Connect to the database", () -> connection.to(database));
        for (Target target : blocked) {
            steps.expect(BLOCKED, "Connect to " + target, () -> connection.to(target));
        }
        if (blocked.isEmpty()) {
            steps.expect(
                    BLOCKED,
                    "Connect to what is not needed",
                    () -> Observation.error("precinct99.operations.blocked-targets names nothing to try."));
        }
    }
}
