package io.precinct99.database;

import java.time.Duration;

/** What becomes of an operator's wish to rotate now. */
public sealed interface RotationRequest {
    /** At most one forced rotation of a kind begins in this time. */
    Duration WINDOW = Duration.ofSeconds(5);

    /** It runs. */
    record Accepted(Rotation rotation) implements RotationRequest {}

    /** One is running; this one was not counted. */
    record AlreadyRunning() implements RotationRequest {}

    /** More than one in {@link #WINDOW}. */
    record TooSoon(Duration retryAfter) implements RotationRequest {}

    /** There is no database login to replace. */
    record Unavailable() implements RotationRequest {}
}
