package io.precinct99.operations.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes the steps of one run, one after the other, and writes down what they saw. For one thread. */
final class Steps {
    private final long endNanos;
    private final List<StepResult> results = new ArrayList<>();

    /** @param limit after which no further step begins; each bounds itself */
    Steps(Duration limit) {
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    /** Something to try. */
    interface Attempt {
        Observation make() throws Exception;
    }

    /** A question whose answer is the verdict. */
    interface Question {
        boolean allowed() throws Exception;
    }

    /** Tries it. What is thrown is an error of this step, and the next one is taken all the same. */
    void expect(Verdict expected, String step, Attempt attempt) {
        results.add(StepResult.of(step, expected, observe(attempt)));
    }

    void expect(Verdict expected, String step, Question question, String ifAllowed, String ifBlocked) {
        expect(expected, step, () -> {
            boolean allowed = question.allowed();
            return new Observation(Verdict.of(allowed), allowed ? ifAllowed : ifBlocked);
        });
    }

    List<StepResult> results() {
        return results;
    }

    private Observation observe(Attempt attempt) {
        if (System.nanoTime() - endNanos >= 0) {
            return Observation.error("Not tried: the scenario ran out of time.");
        }
        try {
            return attempt.make();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observation.error("Interrupted.");
        } catch (Exception e) {
            return Observation.error(Reason.of(e));
        }
    }
}
