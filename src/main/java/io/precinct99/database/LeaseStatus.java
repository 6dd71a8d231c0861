package io.precinct99.database;

import java.time.Instant;
import java.util.Optional;

/**
 * What an operator may know of a generation.
 *
 * @param state warming, active, draining or retired
 * @param lease the first four characters of the lease id
 */
public record LeaseStatus(
        long generation,
        String state,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Instant> nextRotationAt,
        int openConnections,
        String lease,
        Optional<String> lastError) {}
