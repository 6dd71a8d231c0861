package io.precinct99.bench;

/** How a request ended. */
enum Outcome {
    /** 2xx. */
    OK,
    /** 503 with {@code Retry-After}: come back later, nothing was done. */
    TURNED_AWAY,
    /** Any other status. */
    REFUSED,
    /** No answer in time, a broken connection, bytes that are no answer, or a proxy (502, 504) that had none. */
    FAILED
}
