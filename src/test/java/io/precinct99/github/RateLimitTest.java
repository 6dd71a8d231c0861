package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private static Optional<Duration> pause(int status, Map<String, String> headers, String message) {
        return RateLimit.pause(status, headers::get, message, NOW);
    }

    private static Optional<Duration> resetIn(long seconds) {
        return pause(
                403,
                Map.of(
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset",
                        Long.toString(NOW.getEpochSecond() + seconds)),
                "");
    }

    @Test
    void primaryLimitEndsAtItsReset() {
        assertThat(resetIn(90)).contains(Duration.ofSeconds(90));
    }

    @Test
    void pauseIsAtLeastASecondAndAtMostAnHour() {
        assertThat(resetIn(-5)).contains(Duration.ofSeconds(1));
        assertThat(resetIn(900_000)).contains(Duration.ofHours(1));
        assertThat(pause(429, Map.of("Retry-After", "0"), "")).contains(Duration.ofSeconds(1));
        assertThat(pause(429, Map.of("Retry-After", "999999999999"), "")).contains(Duration.ofHours(1));
    }

    @Test
    void secondaryLimitSaysRetryAfterOrASentence() {
        assertThat(pause(403, Map.of("Retry-After", "17"), "")).contains(Duration.ofSeconds(17));
        assertThat(pause(403, Map.of(), "{\"message\":\"You have exceeded a secondary Rate Limit.\"}"))
                .contains(Duration.ofSeconds(60));
        assertThat(pause(429, Map.of(), "")).contains(Duration.ofSeconds(60));
    }

    @Test
    void unreadableNumbersCountAsAMinute() {
        assertThat(pause(429, Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"), ""))
                .contains(Duration.ofSeconds(60));
        assertThat(pause(403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "soon"), ""))
                .contains(Duration.ofSeconds(60));
    }

    @Test
    void plainRefusalIsNoLimit() {
        assertThat(pause(403, Map.of("X-RateLimit-Remaining", "41"), "{\"message\":\"Resource not accessible\"}"))
                .isEmpty();
    }
}
