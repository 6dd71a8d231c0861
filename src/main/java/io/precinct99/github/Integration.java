package io.precinct99.github;

import java.time.Instant;
import java.util.Optional;

/** Somebody's token is in the vault since then, and was last taken out then. */
record Integration(Instant configuredAt, Optional<Instant> lastAccessedAt) {}
