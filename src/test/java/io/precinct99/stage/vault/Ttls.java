package io.precinct99.stage.vault;

import java.time.Duration;
import java.util.Optional;

/** Lives that replace those of the set-up files, for stages that cannot wait an hour. Empty means: as in the file. */
public record Ttls(
        Optional<Duration> token, Optional<Duration> tokenMax, Optional<Duration> lease, Optional<Duration> leaseMax) {

    /** As the set-up files say. */
    public static final Ttls OF_SETUP =
            new Ttls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Ttls withToken(Duration ttl, Duration max) {
        return new Ttls(Optional.of(ttl), Optional.of(max), lease, leaseMax);
    }

    public Ttls withLease(Duration ttl, Duration max) {
        return new Ttls(token, tokenMax, Optional.of(ttl), Optional.of(max));
    }
}
