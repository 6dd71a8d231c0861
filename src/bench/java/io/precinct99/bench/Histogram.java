package io.precinct99.bench;

/** Times in microseconds, kept with an error below 2 %. Not thread-safe. */
final class Histogram {
    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] buckets = new long[SUB * 30];
    private long count;

    void add(long micros) {
        buckets[index(Math.max(0, micros))]++;
        count++;
    }

    void add(Histogram other) {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        count += other.count;
    }

    long count() {
        return count;
    }

    /** @return milliseconds below which this share of the times lies; 0 when there are none */
    double millis(double share) {
        long wanted = (long) Math.ceil(count * share);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted && seen > 0) {
                return value(i) / 1000.0;
            }
        }
        return 0;
    }

    private int index(long micros) {
        if (micros < SUB) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
        return Math.min(buckets.length - 1, (shift + 1) * SUB + (int) ((micros >> shift) - SUB));
    }

    private static long value(int index) {
        int shift = index / SUB - 1;
        return shift < 0 ? index : (long) (SUB + index % SUB) << shift;
    }
}
