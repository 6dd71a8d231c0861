package io.precinct99.database;

import java.time.Duration;

/**
 * What must be done to its end in an interrupted thread, too: an executor that is taken away interrupts, and what is held is
 * to be given back nevertheless. Afterwards the thread is interrupted again.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    static void run(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** An interrupt ends the pause that it meets, and none after it. Sleeps: each interrupt leaves a permit to those who park. */
    static void pause(Duration pause) {
        run(() -> {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
