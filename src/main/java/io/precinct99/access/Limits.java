package io.precinct99.access;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/**
 * Counts requests per limit and key: in this process, or in PostgreSQL for all replicas together. A window starts with a
 * key's first request and gives the whole quota back when it ends. While the database is away each replica counts by
 * itself, so limits hold whatever happens. Thread-safe.
 */
@ApplicationScoped
public class Limits {
    private final Map<Limit, Quota> quotas;
    private final Buckets local;
    private final Buckets shared;
    private final SharingLog sharing;

    protected Limits() {
        this(Map.of(), System::nanoTime);
    }

    @Inject
    public Limits(Config config, DataSource database) {
        this(AccessConfig.load(config), database);
    }

    private Limits(AccessConfig config, DataSource database) {
        this(
                config.quotas(),
                new LocalBuckets(longest(config.quotas()), System::nanoTime),
                config.sharedLimits() ? new SharedBuckets(database) : null,
                System::nanoTime);
    }

    Limits(Map<Limit, Quota> quotas, LongSupplier nanoTime) {
        this(quotas, new LocalBuckets(longest(quotas), nanoTime), null, nanoTime);
    }

    /** @param shared null where every replica counts for itself */
    Limits(Map<Limit, Quota> quotas, Buckets local, Buckets shared, LongSupplier nanoTime) {
        this.quotas = quotas;
        this.local = local;
        this.shared = shared;
        this.sharing = new SharingLog(nanoTime);
    }

    /** Takes one request off a key's quota; null when the limit is off. */
    Permit take(Limit limit, String value) {
        Quota quota = quotas.get(limit);
        if (quota == null) {
            return null;
        }
        ConsumptionProbe probe = probe(limit, quota, value);
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        long seconds = (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
        return new Permit(limit, quota, probe.isConsumed(), probe.getRemainingTokens(), Math.max(1, seconds));
    }

    private ConsumptionProbe probe(Limit limit, Quota quota, String value) {
        if (shared != null) {
            try {
                ConsumptionProbe probe = shared.of(limit, quota, value).tryConsumeAndReturnRemaining(1);
                sharing.works();
                return probe;
            } catch (RuntimeException databaseAway) {
                sharing.fails(databaseAway);
            }
        }
        return local.of(limit, quota, value).tryConsumeAndReturnRemaining(1);
    }

    private static Duration longest(Map<Limit, Quota> quotas) {
        return quotas.values().stream()
                .map(Quota::window)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
