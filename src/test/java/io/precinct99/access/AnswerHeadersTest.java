package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerHeadersTest {
    private final Limits limits = new Limits(Map.of(Limit.CALLER, new Quota(3, Duration.ofMinutes(1))), () -> 0);
    private final FilterFakes fakes = new FilterFakes();

    @Test
    void answerSaysWhatIsLeft() {
        RequestLimits.take(fakes.request, limits, Limit.CALLER, "jake");
        new AnswerHeaders().filter(fakes.request, fakes.response);
        assertThat(fakes.headers.getFirst("RateLimit-Policy")).isEqualTo("\"caller\";q=3;w=60");
        assertThat(fakes.headers.getFirst("RateLimit")).isEqualTo("\"caller\";r=2;t=60");
        assertThat(fakes.headers.getFirst("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatTheAnswerBringsStays() {
        RequestLimits.take(fakes.request, limits, Limit.CALLER, "jake");
        fakes.headers.putSingle("RateLimit-Policy", "\"rotation\";q=1;w=5");
        fakes.headers.putSingle("RateLimit", "\"rotation\";r=0;t=4");
        new AnswerHeaders().filter(fakes.request, fakes.response);
        assertThat(fakes.headers.get("RateLimit-Policy")).containsExactly("\"rotation\";q=1;w=5");
        assertThat(fakes.headers.get("RateLimit")).containsExactly("\"rotation\";r=0;t=4");
    }
}
