package io.precinct99.operations.scenario;

/** A step could not be tried, because an earlier one did not do what this one needs. The reason is public. */
final class NotTried extends Exception {
    private static final long serialVersionUID = 1L;

    NotTried(String reason) {
        super("Not tried: " + reason + ".", null, false, false);
    }
}
