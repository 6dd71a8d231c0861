package io.precinct99.operations.scenario;

import io.precinct99.audit.Origin;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.identity.IdentitySource;
import io.precinct99.operations.ForcedRotations;
import io.precinct99.operations.OperationsConfig;
import io.precinct99.operations.Target;
import io.precinct99.problem.Problem;
import io.precinct99.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/** All scenarios. One runs at a time in this process; who comes second waits a bounded time. */
@ApplicationScoped
public class Scenarios {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(2);

    private final List<Scenario> all;
    private final Duration longestWait;
    private final Semaphore one = new Semaphore(1, true);

    protected Scenarios() {
        this(List.of(), LONGEST_WAIT);
    }

    @Inject
    public Scenarios(
            IdentitySource identities,
            Vault vault,
            LeasedDatabase database,
            ForcedRotations rotations,
            OrdinaryWork work,
            InstantSource clock,
            Config config) {
        this(
                List.of(
                        new IdentityScenario(identities, clock),
                        new VaultLoginScenario(vault, identities),
                        new VaultPolicyScenario(vault),
                        new DatabaseLeaseScenario(database),
                        new RotationScenario(database, rotations, work),
                        new NetworkScenario(
                                Target.of(vault.probe().address()),
                                Target.of(database.address()),
                                OperationsConfig.load(config).blockedTargets(),
                                new ConnectionAttempt(CONNECTION_LIMIT))),
                LONGEST_WAIT);
    }

    Scenarios(List<Scenario> all, Duration longestWait) {
        this.all = all;
        this.longestWait = longestWait;
    }

    List<ScenarioSummary> summaries() {
        return all.stream().map(ScenarioSummary::of).toList();
    }

    /** @throws Problem 404 when there is no such scenario, 503 when another one runs for too long */
    ScenarioRun run(String id, Origin origin) {
        Scenario scenario =
                all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(Problem::notFound);
        if (!entered()) {
            throw Problem.unavailable("scenario_running", "Another scenario is running; try again later.", 5);
        }
        try {
            long start = System.nanoTime();
            Steps steps = new Steps(LIMIT);
            scenario.run(steps, origin);
            return ScenarioRun.of(scenario, steps.results(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } finally {
            one.release();
        }
    }

    private boolean entered() {
        try {
            return one.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
