package io.precinct99.database;

import java.time.Duration;

/** What becomes of an operator's wish to rotate now. */
public sealed interface RotationRequest {
    /** It runs. */
    record Accepted(Rotation rotation) implements RotationRequest {}

    /** One is running; this one was not counted. */
    record AlreadyRunning() implements RotationRequest {}

    /** More than one in five seconds. */
    record TooSoon(Duration retryAfter) implements RotationRequest {}

    /** There is no database login to replace. */
    record Unavailable() implements RotationRequest {}
}
