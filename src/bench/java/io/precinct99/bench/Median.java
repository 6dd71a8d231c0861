package io.precinct99.bench;

import java.util.Arrays;
import java.util.List;

/** The middle value; of an even number of values the mean of the two in the middle. */
final class Median {
    private Median() {}

    static double of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
