package io.precinct99.operations;

import java.util.Map;

/** What a check found. Public: no secret, no database user, no lease. */
sealed interface Finding {
    /** It works. @param data names and values (texts and whole numbers) for health answers */
    record Up(Map<String, Object> data) implements Finding {}

    /**
     * It does not.
     *
     * @param before whether it ever worked since the start
     * @param reason one sentence for an operator that says what to do next
     */
    record Down(boolean before, String reason) implements Finding {}

    default boolean isUp() {
        return this instanceof Up;
    }
}
