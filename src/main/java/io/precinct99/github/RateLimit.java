package io.precinct99.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Recognises that GitHub wants a pause, in the order in which it wants to be read. */
final class RateLimit {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SAID = Pattern.compile("rate limit|abuse detection", Pattern.CASE_INSENSITIVE);
    private static final long USUAL_SECONDS = 60;
    private static final long MOST_SECONDS = 3600;

    private RateLimit() {}

    /**
     * @param status 403 or 429
     * @param header a header's value by its name; null where it is not there
     * @param message the body
     * @return how long to stay away, from a second to an hour; empty when this is no limit
     */
    static Optional<Duration> pause(int status, UnaryOperator<String> header, String message, Instant now) {
        Optional<Long> retryAfter = number(header.apply("Retry-After"));
        if (retryAfter.isPresent()) {
            return bounded(retryAfter.get());
        }
        if ("0".equals(header.apply("X-RateLimit-Remaining"))) {
            return bounded(number(header.apply("X-RateLimit-Reset"))
                    .map(reset -> reset - now.getEpochSecond())
                    .orElse(USUAL_SECONDS));
        }
        return status == 429 || SAID.matcher(message).find() ? bounded(USUAL_SECONDS) : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        return Optional.ofNullable(text)
                .map(String::trim)
                .filter(trimmed -> NUMBER.matcher(trimmed).matches())
                .map(Long::valueOf);
    }

    private static Optional<Duration> bounded(long seconds) {
        return Optional.of(Duration.ofSeconds(Math.max(1, Math.min(MOST_SECONDS, seconds))));
    }
}
