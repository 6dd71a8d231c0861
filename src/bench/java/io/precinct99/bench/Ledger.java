package io.precinct99.bench;

import java.util.ArrayList;
import java.util.List;

/** The account of a round: outcomes per second, writes per counter. Written by the load's thread, read when it has ended. */
final class Ledger {
    private static final int EXAMPLES = 5;

    private final long startNanos = System.nanoTime();
    private final List<Second> seconds = new ArrayList<>();
    private final List<Long> failedSentNanos = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private final Writes writes;
    private double firstFailure = Double.NaN;
    private double lastFailure = Double.NaN;
    private volatile long requests;

    /** @param writes the account of all rounds on one database */
    Ledger(Writes writes) {
        this.writes = writes;
    }

    void answered(Call call, Answer answer, long sentNanos) {
        int status = answer.status();
        Outcome outcome;
        if (status >= 200 && status < 300) {
            outcome = Outcome.OK;
        } else if (status == 503 && answer.has("retry-after")) {
            outcome = Outcome.TURNED_AWAY;
        } else if (status == 502 || status == 504) {
            outcome = Outcome.FAILED;
        } else {
            outcome = Outcome.REFUSED;
        }
        if (outcome != Outcome.OK) {
            example(call, answer.excerpt());
        }
        add(call, outcome, sentNanos);
    }

    void failed(Call call, String reason, long sentNanos) {
        example(call, reason);
        add(call, Outcome.FAILED, sentNanos);
    }

    /** Requests that ended so far. Any thread. */
    long requests() {
        return requests;
    }

    /** The seconds from {@code from} to before {@code to} as one. */
    Second between(int from, int to) {
        Second sum = new Second();
        seconds.subList(Math.min(from, seconds.size()), Math.min(to, seconds.size()))
                .forEach(sum::add);
        return sum;
    }

    Second total() {
        return between(0, seconds.size());
    }

    int length() {
        return seconds.size();
    }

    /** When the first answer other than 2xx came, in seconds; NaN when none did. */
    double firstFailure() {
        return firstFailure;
    }

    double lastFailure() {
        return lastFailure;
    }

    /** Requests sent after this {@link System#nanoTime()} that had another answer than 2xx. */
    long failuresSentAfter(long nanos) {
        return failedSentNanos.stream().filter(sent -> sent - nanos > 0).count();
    }

    /** What the first answers other than 2xx said. */
    List<String> examples() {
        return examples;
    }

    private void add(Call call, Outcome outcome, long sentNanos) {
        long now = System.nanoTime();
        int second = (int) ((now - startNanos) / 1_000_000_000L);
        while (seconds.size() <= second) {
            seconds.add(new Second());
        }
        seconds.get(second).add(call.kind(), outcome, (now - sentNanos) / 1_000);
        if (outcome != Outcome.OK) {
            failedSentNanos.add(sentNanos);
        }
        if (call.counter() > 0) {
            writes.ended(call.counter(), outcome);
        }
        requests = requests + 1;
    }

    private void example(Call call, String text) {
        double at = (System.nanoTime() - startNanos) / 1e9;
        lastFailure = at;
        if (examples.isEmpty()) {
            firstFailure = at;
        }
        if (examples.size() < EXAMPLES) {
            examples.add(String.format("%5.2f s %s: %s", at, call.kind(), text));
        }
    }
}
