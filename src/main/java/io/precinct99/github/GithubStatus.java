package io.precinct99.github;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.Optional;

/** Whether somebody lent us a token. */
public record GithubStatus(
        @JsonbProperty("is_configured") boolean configured,
        Optional<Instant> configuredAt,
        Optional<Instant> lastAccessedAt) {
    static GithubStatus of(Optional<Integration> integration) {
        return new GithubStatus(
                integration.isPresent(),
                integration.map(Integration::configuredAt),
                integration.flatMap(Integration::lastAccessedAt));
    }
}
