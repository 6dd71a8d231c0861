package io.precinct99.token;

import io.precinct99.access.Caller;
import java.time.Instant;

/**
 * An entry of the deny-list.
 *
 * @param token the {@code jti} of one token, or {@code sub <user id>} for all of an account before an epoch
 * @param epoch first epoch whose tokens are good; 0 for one token
 * @param spared the {@code jti} of the one older token that lives on; may be null
 * @param expiresAt the second by which the tokens have ended by themselves
 */
record EndedToken(String token, int epoch, String spared, long expiresAt) {
    static String allOf(long userId) {
        return "sub " + userId;
    }

    static EndedToken one(Caller.Person caller) {
        return new EndedToken(caller.tokenId(), 0, null, caller.tokenExpiresAt());
    }

    /** Outlives every older token, also one of a host whose clock is as far ahead as is let pass. */
    static EndedToken others(Caller.Person caller, int epoch, Instant now) {
        return new EndedToken(
                allOf(caller.userId()),
                epoch,
                caller.tokenId(),
                now.plus(TokenConfig.LONGEST_LIFE).getEpochSecond() + Claims.LEEWAY);
    }
}
