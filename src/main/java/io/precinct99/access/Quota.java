package io.precinct99.access;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/** So many requests in so much time. */
public record Quota(long requests, Duration window) {
    public Quota {
        if (requests < 1 || window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("must allow at least one request in at least one second");
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
