package io.precinct99.token;

import io.precinct99.access.Role;

/** The person whom a token is to name. */
public record TokenSubject(long userId, String username, Role role) {}
