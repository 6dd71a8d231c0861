package io.precinct99.token;

import io.precinct99.access.Role;

/**
 * The person whom a token is to name.
 *
 * @param epoch of the account's tokens: when it is over, all of them end
 */
public record TokenSubject(long userId, String username, Role role, int epoch) {}
