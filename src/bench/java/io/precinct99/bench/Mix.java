package io.precinct99.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which requests are made, and in which proportion. Requests are drawn with the generator of a connection, so the same seed
 * gives the same sequence.
 */
final class Mix {
    /** Enough that writes seldom wait for each other's rows. */
    static final int COUNTERS = 1_000;

    private final List<Call> reads;
    private final List<Call> writes;
    private final List<Call> holds;
    private final double writing;
    private final double holding;

    private Mix(List<Call> reads, List<Call> writes, List<Call> holds, double writing, double holding) {
        this.reads = reads;
        this.writes = writes;
        this.holds = holds;
        this.writing = writing;
        this.holding = holding;
    }

    /** The empty GET alone. */
    static Mix empty() {
        return new Mix(List.of(Call.empty()), List.of(), List.of(), 0, 0);
    }

    /** 90 % reads by primary key with token check, 10 % writes. */
    static Mix usual(List<String> tokens) {
        return withHolds(tokens, 0);
    }

    /** The same; of all requests this share holds its connection for 1.5 s instead. */
    static Mix withHolds(List<String> tokens, double share) {
        return mix(tokens, tokens.stream().map(Call::hold).toList(), share);
    }

    /** The same; of all requests this share holds its connection for 1.5 s, half of them to write before. */
    static Mix withSlowWrites(List<String> tokens, double share) {
        List<Call> holds = new ArrayList<>();
        for (int counter = 1; counter <= COUNTERS; counter++) {
            String token = tokens.get(counter % tokens.size());
            holds.add(Call.hold(token));
            holds.add(Call.slowWrite(counter, token));
        }
        return mix(tokens, holds, share);
    }

    private static Mix mix(List<String> tokens, List<Call> holds, double share) {
        List<Call> writes = new ArrayList<>();
        for (int counter = 1; counter <= COUNTERS; counter++) {
            writes.add(Call.write(counter, tokens.get(counter % tokens.size())));
        }
        return new Mix(tokens.stream().map(Call::read).toList(), writes, holds, 0.1, share);
    }

    Call next(RandomGenerator random) {
        double dice = random.nextDouble();
        if (dice < holding) {
            return pick(holds, random);
        }
        return pick(dice < holding + writing * (1 - holding) ? writes : reads, random);
    }

    private static Call pick(List<Call> calls, RandomGenerator random) {
        return calls.get(random.nextInt(calls.size()));
    }
}
