package io.precinct99.stage.spiffe;

/** Ways in which the Workload API can fail on demand. One is active at a time; open streams feel it at once. */
public enum Fault {
    /** Every call is refused, as if the entries were gone; streams end. */
    PERMISSION_DENIED,
    /** Calls are accepted and nothing is answered, as by a stopped process; held calls are answered when healed. */
    FROZEN,
    /** Every call ends with UNAVAILABLE; streams end. */
    UNAVAILABLE,
    /** Certificates, keys, tokens and bundles are bytes that nobody can parse. */
    MALFORMED,
    /** Private keys do not belong to their certificates, tokens are signed by a key that was never published. */
    MISMATCHED_KEY,
    /** SVIDs ended a minute before they were handed out. */
    EXPIRED,
    /** Connections are cut and the socket is gone, as after kill -9; healing serves again with the same keys. */
    STOPPED
}
