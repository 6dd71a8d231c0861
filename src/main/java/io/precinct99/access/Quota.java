package io.precinct99.access;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/** So many requests in so much time. */
public record Quota(long requests, Duration window) {
    /** A bucket takes no more than one a nanosecond. */
    private static final long MOST = 1_000_000_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    public Quota {
        if (requests < 1 || requests > MOST || window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must allow 1 to " + MOST + " requests in 1 s to 365 days");
        }
    }

    /** The whole quota comes back when the window ends. */
    Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(requests)
                .refillIntervally(requests, window)
                .build();
    }

    /** Reads {@code 600/PT1M}. */
    static Quota parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("must look like 600/PT1M");
        }
        return new Quota(Long.parseLong(text.substring(0, slash)), Duration.parse(text.substring(slash + 1)));
    }
}
