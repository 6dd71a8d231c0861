package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnmatchedFilterTest {
    private final Limits limits = new Limits(Map.of(Limit.CALLER, new Quota(3, Duration.ofMinutes(1))), () -> 0);
    private final FilterFakes fakes = new FilterFakes();

    @Test
    void whatNobodyCountedIsCountedOnce() {
        new UnmatchedFilter(limits).filter(fakes.request, fakes.response);
        new UnmatchedFilter(limits).filter(fakes.request, fakes.response);
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void whatItsMethodCountedIsNotCountedAgain() {
        new LimitFilter(limits, Limit.CALLER).filter(fakes.request);
        new UnmatchedFilter(limits).filter(fakes.request, fakes.response);
        assertThat(left()).isEqualTo(1);
    }

    /** It has done its work: too late to refuse it. */
    @Test
    void methodWhoseOwnLimitIsOffIsNotCounted() {
        new LimitFilter(limits, Limit.LOGIN_ADDRESS).filter(fakes.request);
        new UnmatchedFilter(limits).filter(fakes.request, fakes.response);
        assertThat(left()).isEqualTo(2);
    }

    /** After one more. */
    private long left() {
        return limits.take(Limit.CALLER, "unknown").remaining();
    }
}
