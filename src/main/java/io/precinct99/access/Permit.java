package io.precinct99.access;

import io.precinct99.problem.Problem;

/** What a limit said to one request. Seconds are rounded up, so that whoever waits them is let in. */
record Permit(Limit limit, Quota quota, boolean granted, long remaining, long resetSeconds) {
    /** Draft-ietf-httpapi-ratelimit-headers-11. */
    String policyHeader() {
        return '"' + limit.policy() + "\";q=" + quota.requests() + ";w="
                + quota.window().toSeconds();
    }

    String stateHeader() {
        return '"' + limit.policy() + "\";r=" + remaining + ";t=" + resetSeconds;
    }

    /** @throws Problem 429 when the quota is used up */
    void orRefuse() {
        if (!granted) {
            throw Problem.tooManyRequests(resetSeconds);
        }
    }
}
