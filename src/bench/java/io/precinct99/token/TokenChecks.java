package io.precinct99.token;

import io.precinct99.problem.Problem;
import java.util.function.ToLongFunction;

/** Checks of access tokens on one thread. In this package, because what it times is nobody else's business. */
public final class TokenChecks {
    private static final int AT_ONCE = 100;

    private final TokenFixture fixture = new TokenFixture();
    private final String token = fixture.issue();
    private final TokenVerifier verifier = new TokenVerifier(fixture.config, fixture.clock);

    /** Of tokens seen before: digest, deny-list, end. */
    public double known(double seconds) {
        return perSecond(seconds, this::checkKnown);
    }

    /** Of tokens never seen: signature and every claim. */
    public double unknown(double seconds) {
        return perSecond(seconds, this::checkUnknown);
    }

    private long checkKnown(String checked) {
        return fixture.verified.caller(checked).userId();
    }

    /** @throws Problem never: the token is good */
    private long checkUnknown(String checked) {
        return verifier.verify(checked, fixture.keys.current()).caller().userId();
    }

    private double perSecond(double seconds, ToLongFunction<String> check) {
        run(seconds / 2, check); // until it is compiled
        return run(seconds, check);
    }

    private double run(double seconds, ToLongFunction<String> check) {
        long start = System.nanoTime();
        long done = 0;
        long sum = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            for (int i = 0; i < AT_ONCE; i++) {
                sum += check.applyAsLong(token);
            }
            done += AT_ONCE;
        }
        if (sum != done * fixture.verified.caller(token).userId()) {
            throw new AssertionError("a check named somebody else");
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }
}
