package io.precinct99.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Buckets in PostgreSQL, shared by all replicas. Each use costs a short transaction. */
final class SharedBuckets implements Buckets {
    private static final Duration KEPT_LONGER = Duration.ofSeconds(10);
    /** So many uses from one cleaning to the next, and so many rows a cleaning takes. */
    private static final int CLEANING = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final AtomicInteger uses = new AtomicInteger();

    SharedBuckets(DataSource database) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("rate_limits")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_LONGER))
                .build();
    }

    @Override
    public Bucket of(Limit limit, Quota quota, String key) {
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(quota.bandwidth()).build();
        if (uses.incrementAndGet() % CLEANING == 0) {
            buckets.removeExpired(2 * CLEANING);
        }
        return buckets.builder().build(limit.policy() + ' ' + key, () -> configuration);
    }
}
