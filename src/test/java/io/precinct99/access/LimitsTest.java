package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.HeardLogs;
import io.precinct99.problem.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Limits limits = new Limits(Map.of(Limit.LOGIN_NAME, new Quota(3, Duration.ofMinutes(1))), nanos::get);

    @Test
    void quotaIsUsedUpAndGivenBackWhenTheWindowEnds() {
        assertThat(take("jake").remaining()).isEqualTo(2);
        take("jake");
        assertThat(take("jake")).returns(true, Permit::granted).returns(0L, Permit::remaining);

        pass(Duration.ofSeconds(20));
        Permit refused = take("jake");
        assertThat(refused.granted()).isFalse();
        assertThat(refused.resetSeconds()).isEqualTo(40);

        pass(Duration.ofSeconds(39));
        assertThat(take("jake").granted()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(take("jake")).returns(true, Permit::granted).returns(2L, Permit::remaining);
    }

    @Test
    void limitsHoldWhileTheSharedOnesCannotBeReached() {
        Map<Limit, Quota> quotas = Map.of(Limit.LOGIN_NAME, new Quota(1, Duration.ofMinutes(1)));
        Limits alone = new Limits(
                quotas,
                new LocalBuckets(Duration.ofMinutes(1), nanos::get),
                (limit, quota, key) -> {
                    throw new IllegalStateException("the database is away");
                },
                nanos::get);
        assertThat(alone.take(Limit.LOGIN_NAME, "jake").granted()).isTrue();
        assertThat(alone.take(Limit.LOGIN_NAME, "jake").granted()).isFalse();
    }

    @Test
    void databaseThatComesAndGoesDoesNotFloodTheLog() {
        Map<Limit, Quota> quotas = Map.of(Limit.LOGIN_NAME, new Quota(3, Duration.ofMinutes(1)));
        Buckets local = new LocalBuckets(Duration.ofMinutes(1), nanos::get);
        AtomicBoolean away = new AtomicBoolean();
        Buckets shared = (limit, quota, key) -> {
            if (away.get()) {
                throw new IllegalStateException("away");
            }
            return local.of(limit, quota, key);
        };
        Limits flapping = new Limits(quotas, local, shared, nanos::get);
        HeardLogs heard = new HeardLogs(SharingLog.class);
        for (boolean now : new boolean[] {true, false, true, false, true}) {
            away.set(now);
            flapping.take(Limit.LOGIN_NAME, "jake");
        }
        assertThat(heard.warnings).singleElement().asString().endsWith("reason=\"away\" unsaid_changes=0");

        pass(Duration.ofMinutes(1));
        for (boolean now : new boolean[] {false, true, false, true}) { // the first one is said
            away.set(now);
            flapping.take(Limit.LOGIN_NAME, "jake");
        }
        assertThat(heard.warnings).hasSize(1);

        pass(Duration.ofMinutes(1));
        flapping.take(Limit.LOGIN_NAME, "jake");
        heard.close();
        assertThat(heard.warnings).hasSize(2);
        assertThat(heard.warnings.get(1)).endsWith("unsaid_changes=2");
    }

    @Test
    void keysDoNotShareAQuota() {
        for (int i = 0; i < 4; i++) {
            take("jake");
        }
        assertThat(take("amy").granted()).isTrue();
    }

    @Test
    void refusalSaysWhenToComeBack() {
        for (int i = 0; i < 3; i++) {
            take("jake").orRefuse();
        }
        var problem = Problems.thrownBy(() -> take("jake").orRefuse());
        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.headers()).containsEntry("Retry-After", "60");
    }

    @Test
    void headersFollowTheDraft() {
        Permit permit = take("jake");
        assertThat(permit.policyHeader()).isEqualTo("\"login-name\";q=3;w=60");
        assertThat(permit.stateHeader()).isEqualTo("\"login-name\";r=2;t=60");
    }

    @Test
    void limitThatIsOffCountsNothing() {
        assertThat(limits.take(Limit.CALLER, "jake")).isNull();
    }

    private Permit take(String name) {
        return limits.take(Limit.LOGIN_NAME, name);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
