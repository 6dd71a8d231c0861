package io.precinct99.operations;

import io.precinct99.database.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A rotation as operators see it. It is finished when the replaced lease is revoked. */
public record RotationStatus(
        long number,
        String cause,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Long> durationMs,
        Optional<Long> drainedMs,
        String outcome,
        Optional<String> error) {
    static RotationStatus of(Rotation rotation) {
        return new RotationStatus(
                rotation.number(),
                rotation.cause().label(),
                rotation.startedAt(),
                rotation.finishedAt(),
                rotation.finishedAt()
                        .map(end -> Duration.between(rotation.startedAt(), end).toMillis()),
                rotation.drained().map(Duration::toMillis),
                rotation.outcome().label(),
                rotation.error());
    }
}
