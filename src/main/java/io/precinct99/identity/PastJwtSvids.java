package io.precinct99.identity;

import io.spiffe.svid.jwtsvid.JwtSvid;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One JWT-SVID for each audience, kept until long after its end: a genuine one that everybody must refuse. Thread-safe.
 * Audiences come from the configuration and from code, so they are few.
 */
final class PastJwtSvids {
    /** Clocks of other machines may be a little behind. */
    private static final Duration SURELY = Duration.ofSeconds(2);

    private final Map<String, Kept> byAudience = new ConcurrentHashMap<>();

    void used(String audience, JwtSvid svid, Instant now) {
        byAudience.compute(audience, (name, kept) -> {
            if (kept == null) {
                return new Kept(svid, Optional.empty());
            }
            return isOver(kept.waiting, now) ? new Kept(svid, Optional.of(kept.waiting)) : kept;
        });
    }

    Optional<JwtSvid> expired(String audience, Instant now) {
        Kept kept = byAudience.get(audience);
        if (kept == null) {
            return Optional.empty();
        }
        return isOver(kept.waiting, now) ? Optional.of(kept.waiting) : kept.over;
    }

    private static boolean isOver(JwtSvid svid, Instant now) {
        return svid.getExpiry().toInstant().plus(SURELY).isBefore(now);
    }

    /** @param waiting not yet over when it was put here; the first one after the one that is over */
    private record Kept(JwtSvid waiting, Optional<JwtSvid> over) {}
}
