package io.precinct99.vault;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Circuit breaker: after five failures in a row nothing is sent for 0.5 to 1 s, then one call tries; while that fails the
 * vault gets one call a second. Refusals (403, 400) are answers and close it.
 */
final class Breaker implements VaultTransport {
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final VaultTransport next;
    private int failures;
    private long closedUntilNanos;

    Breaker(VaultTransport next) {
        this.next = next;
    }

    @Override
    public VaultAnswer send(VaultRequest request) {
        if (!mayTry()) {
            throw VaultException.unavailable("the vault failed repeatedly and is left alone for a moment", null);
        }
        boolean worked = false;
        try {
            VaultAnswer answer = next.send(request);
            worked = answer.status() < 500;
            return answer;
        } finally {
            record(worked);
        }
    }

    private synchronized boolean mayTry() {
        if (failures < FAILURES_TO_OPEN) {
            return true;
        }
        if (System.nanoTime() - closedUntilNanos < 0) {
            return false;
        }
        pause(); // this one tries; the others wait for its outcome
        return true;
    }

    private synchronized void record(boolean worked) {
        if (worked) {
            failures = 0;
        } else {
            failures++;
            pause();
        }
    }

    private void pause() {
        long millis = PAUSE.toMillis();
        closedUntilNanos = System.nanoTime()
                + Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1))
                        .toNanos();
    }
}
