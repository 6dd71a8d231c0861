package io.precinct99.database;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What waits for the schema and the first login. Done once; what failed is done again, until it works. */
final class Preparation {
    private static final Logger LOG = Logger.getLogger(Preparation.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Runnable work;
    private volatile boolean done;
    private boolean failed;
    private long againAtNanos = System.nanoTime();

    Preparation(Runnable work) {
        this.work = work;
    }

    boolean isDone() {
        return done;
    }

    /** For one thread. */
    void tryAgain() {
        if (done || System.nanoTime() - againAtNanos < 0) {
            return;
        }
        try {
            work.run();
            done = true;
        } catch (RuntimeException e) { // of the database, for example: the next try may work
            againAtNanos = System.nanoTime() + PAUSE.toNanos();
            if (!failed) {
                LOG.log(Level.WARNING, "The application cannot prepare its data yet; trying again.", e);
            }
            failed = true;
        }
    }
}
