package io.precinct99.token;

import io.precinct99.access.Caller;

/** Whom a verified token names. */
record VerifiedToken(Caller.Person caller, TokenId id) {
    /** The second from which it is refused. */
    long expiresAt() {
        return caller.tokenExpiresAt();
    }
}
