package io.precinct99.account;

/**
 * A password that is about to be compared, already counted.
 *
 * @param admitted whether it is compared with the real hash; otherwise the same work is done for nothing
 */
record Guess(LoginName name, String address, boolean admitted) {
    /** How it ended. */
    enum Result {
        RIGHT,
        WRONG,
        /** Something else failed. */
        UNDECIDED
    }
}
