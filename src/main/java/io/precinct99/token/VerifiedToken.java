package io.precinct99.token;

import io.precinct99.access.Caller;

/** Whom a verified token names, and the second from which it is refused. */
record VerifiedToken(Caller.Person caller, long expiresAt) {}
