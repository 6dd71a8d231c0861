package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.audit.Origin;
import io.precinct99.database.RotationRequest;
import io.precinct99.problem.Problem;
import io.precinct99.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationsResourceTest {
    /** What somebody reads off the one header he reads off the other. */
    @ParameterizedTest
    @CsvSource({"PT5S, 5", "PT4.000000001S, 5", "PT0.2S, 1", "PT0S, 1"})
    void rotationThatComesTooSoonSaysWhenToComeBack(Duration left, String seconds) {
        Problem problem = refusal(new RotationRequest.TooSoon(left));
        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.code()).isEqualTo("rate_limited");
        assertThat(problem.headers())
                .containsEntry("Retry-After", seconds)
                .containsEntry("RateLimit-Policy", "\"rotation\";q=1;w=5")
                .containsEntry("RateLimit", "\"rotation\";r=0;t=" + seconds);
    }

    @Test
    void otherRefusalsAreNoQuota() {
        assertThat(refusal(new RotationRequest.AlreadyRunning()).status()).isEqualTo(409);
        assertThat(refusal(new RotationRequest.Unavailable()).status()).isEqualTo(503);
    }

    private static Problem refusal(RotationRequest outcome) {
        ForcedRotations forced = new ForcedRotations() {
            @Override
            public RotationRequest force(Origin origin) {
                return outcome;
            }
        };
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                RotationsResourceTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> null);
        return Problems.thrownBy(() -> new RotationsResource(null, forced, null).rotate(request, null));
    }
}
