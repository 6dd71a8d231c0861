package io.precinct99.vault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats what may be repeated: up to two more tries with full jitter inside the deadline. Each call earns 0.2 of a retry, so
 * that calls out stay below 1.2 × calls in when everything fails. Retry-After is obeyed, or ends the tries when it is too late.
 */
final class Retry implements VaultTransport {
    private static final int TRIES = 3;
    private static final double EARNED_PER_CALL = 0.2;
    private static final double MOST_SAVED = 10;

    private final VaultTransport next;
    private double budget = 2;

    Retry(VaultTransport next) {
        this.next = next;
    }

    @Override
    public VaultAnswer send(VaultRequest request) {
        earn();
        long end = System.nanoTime() + request.deadline().toNanos();
        for (int attempt = 1; ; attempt++) {
            VaultAnswer answer = null;
            VaultException failure = null;
            try {
                answer = next.send(request.within(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()))));
                if (!answer.isTransient()) {
                    return answer;
                }
            } catch (VaultException e) {
                failure = e;
            }
            Duration pause = pause(attempt, answer == null ? Optional.empty() : answer.retryAfter());
            boolean inTime = System.nanoTime() + pause.toNanos() - end < 0;
            if (!request.repeatable() || attempt == TRIES || !inTime || !spend()) {
                if (failure != null) {
                    throw failure;
                }
                return answer;
            }
            sleep(pause);
        }
    }

    private static Duration pause(int attempt, Optional<Duration> retryAfter) {
        Duration backOff = Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, 50L << attempt));
        return retryAfter.filter(asked -> asked.compareTo(backOff) > 0).orElse(backOff);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultException.unavailable("interrupted while waiting for the vault", e);
        }
    }

    private synchronized void earn() {
        budget = Math.min(MOST_SAVED, budget + EARNED_PER_CALL);
    }

    private synchronized boolean spend() {
        if (budget < 1) {
            return false;
        }
        budget -= 1;
        return true;
    }
}
