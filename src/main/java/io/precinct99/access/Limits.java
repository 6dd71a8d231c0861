package io.precinct99.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.Config;

/**
 * Counts requests per limit and key in this process. A window starts with a key's first request and gives the whole
 * quota back when it ends. Memory is bounded: the least used keys are forgotten first. Thread-safe.
 */
@ApplicationScoped
public class Limits {
    private static final long MAX_KEYS = 100_000;

    private record Key(Limit limit, String value) {}

    private final Map<Limit, Quota> quotas;
    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets;

    protected Limits() {
        this(Map.of(), System::nanoTime);
    }

    @Inject
    public Limits(Config config) {
        this(AccessConfig.load(config).quotas(), System::nanoTime);
    }

    Limits(Map<Limit, Quota> quotas, LongSupplier nanoTime) {
        this.quotas = quotas;
        this.meter = new MonotonicMeter(nanoTime);
        Duration longest = quotas.values().stream()
                .map(Quota::window)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(longest.plusSeconds(1))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Takes one request off a key's quota; null when the limit is off. */
    Permit take(Limit limit, String value) {
        Quota quota = quotas.get(limit);
        if (quota == null) {
            return null;
        }
        Bucket bucket = buckets.get(new Key(limit, value), key -> bucket(quota));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        long seconds = (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
        return new Permit(limit, quota, probe.isConsumed(), probe.getRemainingTokens(), Math.max(1, seconds));
    }

    private Bucket bucket(Quota quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.requests()).refillIntervally(quota.requests(), quota.window()))
                .withCustomTimePrecision(meter)
                .build();
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
