package io.precinct99.account;

import io.precinct99.problem.ConfigErrors;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * When guessing is stopped.
 *
 * @param failures of a name within the window that lock it
 * @param addressFailures of an address within the window that lock it
 * @param window also the time that a lock lasts
 */
record Lockout(int failures, int addressFailures, Duration window) {
    private static final int MOST_FAILURES = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    static Lockout from(Config config, ConfigErrors errors) {
        Integer failures = errors.read(config, "precinct99.lockout.failures", "5", text -> upTo(MOST_FAILURES, text));
        Integer addressFailures =
                errors.read(config, "precinct99.lockout.address-failures", "50", text -> upTo(1_000_000, text));
        Duration window = errors.read(
                config, "precinct99.lockout.window", "PT15M", text -> ConfigErrors.between(text, SHORTEST, LONGEST));
        return failures == null || addressFailures == null || window == null
                ? null
                : new Lockout(failures, addressFailures, window);
    }

    private static int upTo(int most, String text) {
        int failures = Integer.parseInt(text);
        if (failures < 1 || failures > most) {
            throw new IllegalArgumentException("must lie between 1 and " + most);
        }
        return failures;
    }
}
