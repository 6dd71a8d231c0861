package io.precinct99.bench;

import java.util.EnumMap;
import java.util.Map;

/** What came back in one second of a round. Not thread-safe. */
final class Second {
    private final Map<Call.Kind, Map<Outcome, Long>> outcomes = new EnumMap<>(Call.Kind.class);
    private final Histogram times = new Histogram();

    void add(Call.Kind kind, Outcome outcome, long micros) {
        outcomes.computeIfAbsent(kind, k -> new EnumMap<>(Outcome.class)).merge(outcome, 1L, Long::sum);
        if (kind != Call.Kind.HOLD) {
            times.add(micros);
        }
    }

    void add(Second other) {
        other.outcomes.forEach((kind, counts) ->
                counts.forEach((outcome, count) -> outcomes.computeIfAbsent(kind, k -> new EnumMap<>(Outcome.class))
                        .merge(outcome, count, Long::sum)));
        times.add(other.times);
    }

    long count(Call.Kind kind, Outcome outcome) {
        return outcomes.getOrDefault(kind, Map.of()).getOrDefault(outcome, 0L);
    }

    long count(Outcome outcome) {
        return outcomes.values().stream()
                .mapToLong(counts -> counts.getOrDefault(outcome, 0L))
                .sum();
    }

    long requests(Call.Kind kind) {
        return outcomes.getOrDefault(kind, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    long requests() {
        return outcomes.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Everything but a 2xx. */
    long failures() {
        return requests() - count(Outcome.OK);
    }

    /** Of all requests but the held ones. */
    Histogram times() {
        return times;
    }
}
