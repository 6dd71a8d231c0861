package io.precinct99.account;

import io.precinct99.problem.ConfigErrors;
import org.eclipse.microprofile.config.Config;

/** Work factor of bcrypt, when guessing is stopped, and whether the demo users exist. */
public record AccountConfig(int cost, Lockout lockout, boolean demo) {
    /** Above it one log-in takes seconds. */
    private static final int MOST_COST = 16;

    public static AccountConfig from(Config config, ConfigErrors errors) {
        boolean embedded = errors.embedded(config);
        Integer cost = errors.read(config, "precinct99.password.cost", "12", text -> cost(text, embedded ? 4 : 10));
        Boolean demo = errors.read(config, "precinct99.demo", "false", text -> demo(text, embedded));
        return new AccountConfig(cost == null ? 0 : cost, Lockout.from(config, errors), demo != null && demo);
    }

    static AccountConfig load(Config config) {
        ConfigErrors errors = new ConfigErrors();
        AccountConfig read = from(config, errors);
        errors.check();
        return read;
    }

    private static int cost(String text, int least) {
        int cost = Integer.parseInt(text);
        if (cost < least || cost > MOST_COST) {
            throw new IllegalArgumentException("must lie between " + least + " and " + MOST_COST);
        }
        return cost;
    }

    private static boolean demo(String text, boolean embedded) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        if (text.equals("true") && !embedded) {
            throw new IllegalArgumentException("may be true on the embedded stage only");
        }
        return text.equals("true");
    }
}
