package io.precinct99.operations.scenario;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Reads and writes, one after the other, and counts what became of them. For one thread. */
final class Workload {
    private static final long PAUSE_NANOS = 2_000_000;

    private final Runnable read;
    private final Runnable write;
    private int reads;
    private int writes;
    private int failures;

    Workload(Runnable read, Runnable write) {
        this.read = read;
        this.write = write;
    }

    /** Goes on until {@code enough} says so, and does each at least once. Who calls bounds the time. */
    Workload until(BooleanSupplier enough) {
        boolean last;
        do {
            last = enough.getAsBoolean(); // asked before: the last round comes after the end
            reads += attempt(read);
            writes += attempt(write);
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (!last);
        return this;
    }

    Observation seen() {
        String count = reads + " reads and " + writes + " writes succeeded, " + failures + " failed.";
        return failures == 0 && reads > 0 && writes > 0 ? Observation.allowed(count) : Observation.blocked(count);
    }

    private int attempt(Runnable work) {
        try {
            work.run();
            return 1;
        } catch (RuntimeException e) { // whatever it is: a request would have failed
            failures++;
            return 0;
        }
    }
}
