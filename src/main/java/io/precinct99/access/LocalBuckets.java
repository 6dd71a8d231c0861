package io.precinct99.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Buckets of this process alone. Memory is bounded: the least used keys are forgotten first. */
final class LocalBuckets implements Buckets {
    private static final long MAX_KEYS = 100_000;

    private record Key(Limit limit, String value) {}

    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets;

    /** @param longestWindow after which an unused bucket is full again */
    LocalBuckets(Duration longestWindow, LongSupplier nanoTime) {
        this.meter = new MonotonicMeter(nanoTime);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(longestWindow.plusSeconds(1))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Bucket of(Limit limit, Quota quota, String value) {
        return buckets.get(
                new Key(limit, value),
                key -> Bucket.builder()
                        .addLimit(quota.bandwidth())
                        .withCustomTimePrecision(meter)
                        .build());
    }

    private record MonotonicMeter(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
