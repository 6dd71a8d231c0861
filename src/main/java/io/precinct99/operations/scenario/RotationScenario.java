package io.precinct99.operations.scenario;

import static io.precinct99.operations.scenario.Verdict.ALLOWED;
import static io.precinct99.operations.scenario.Verdict.BLOCKED;

import io.precinct99.audit.Origin;
import io.precinct99.database.FormerLogin;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.database.Rotation;
import io.precinct99.database.RotationRequest;
import io.precinct99.operations.ForcedRotations;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The database login is replaced under work, nothing fails, and the old role is gone: PostgreSQL says so, not the vault. */
record RotationScenario(LeasedDatabase database, ForcedRotations rotations, OrdinaryWork work) implements Scenario {
    /** A bit more than the usual drain deadline. */
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Forced rotations keep five seconds' distance, so whoever has just rotated waits that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration PAUSE = Duration.ofMillis(250);

    @Override
    public String id() {
        return "rotation";
    }

    @Override
    public String title() {
        return "A rotation fails no request and leaves no role behind";
    }

    @Override
    public String description() {
        return "Replaces the database login while reads and writes go on; none fails, and afterwards PostgreSQL neither lists the old role nor lets it in.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        Course course = new Course();
        steps.expect(
                ALLOWED,
                "See the present login in pg_roles",
                () -> {
                    course.former = database.remember();
                    return course.former.isListed() && course.former.works();
                },
                "PostgreSQL lists it and lets it in.",
                "PostgreSQL does not know it.");
        steps.expect(ALLOWED, "Start a rotation", () -> start(course, origin));
        steps.expect(ALLOWED, "Read and write meanwhile", () -> workThrough(course));
        steps.expect(ALLOWED, "Finish the rotation", () -> end(course));
        steps.expect(
                BLOCKED,
                "See the old login in pg_roles",
                () -> course.finished().isListed(),
                "PostgreSQL still lists the role.",
                "PostgreSQL lists no such role any more.");
        steps.expect(
                BLOCKED,
                "Log in to PostgreSQL with the old login",
                () -> course.finished().works(),
                "PostgreSQL lets it in.",
                "PostgreSQL refuses it.");
    }

    private Observation start(Course course, Origin origin) {
        RotationRequest answer = rotations.force(origin);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while ((answer instanceof RotationRequest.TooSoon || answer instanceof RotationRequest.AlreadyRunning)
                && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = rotations.force(origin);
        }
        if (answer instanceof RotationRequest.Accepted accepted) {
            course.number = accepted.rotation().number();
            return Observation.allowed("Rotation " + course.number + " was taken.");
        }
        if (answer instanceof RotationRequest.AlreadyRunning) {
            return Observation.error("One is running already; try again when it has ended.");
        }
        if (answer instanceof RotationRequest.TooSoon soon) {
            return Observation.error("The last one was forced a moment ago; try again in "
                    + (soon.retryAfter().toSeconds() + 1) + " s.");
        }
        return Observation.error("There is no database login to replace.");
    }

    private Observation workThrough(Course course) throws NotTried {
        long number = course.started();
        long end = System.nanoTime() + LIMIT.toNanos();
        return new Workload(work::read, work::write)
                .until(() -> isFinished(number) || System.nanoTime() - end > 0)
                .seen();
    }

    private Observation end(Course course) throws NotTried {
        Rotation rotation =
                database.rotation(course.started()).orElseThrow(() -> new NotTried("the rotation is forgotten"));
        course.ended = rotation.outcome() == Rotation.Outcome.SUCCEEDED;
        return switch (rotation.outcome()) {
            case SUCCEEDED ->
                Observation.allowed("It took "
                        + Duration.between(
                                        rotation.startedAt(),
                                        rotation.finishedAt().orElseThrow())
                                .toMillis()
                        + " ms.");
            case RUNNING -> Observation.error("It has not ended within " + LIMIT.toSeconds() + " s.");
            case FAILED -> Observation.error("It failed; the old login stays. See the rotation.");
            case ABORTED -> Observation.error("Connections had to be aborted at the drain deadline.");
        };
    }

    private boolean isFinished(long number) {
        return database.rotation(number)
                .map(rotation -> rotation.finishedAt().isPresent())
                .orElse(true);
    }

    /** What earlier steps brought. For one run. */
    private static final class Course {
        private FormerLogin former;
        private long number;
        private boolean ended;

        long started() throws NotTried {
            if (number == 0) {
                throw new NotTried("no rotation was started");
            }
            return number;
        }

        FormerLogin finished() throws NotTried {
            if (!ended || former == null) {
                throw new NotTried("no rotation has succeeded");
            }
            return former;
        }
    }
}
