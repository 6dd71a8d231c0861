package io.precinct99.stage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a server for tests: nobody is in the way, hashing costs as little as the stage allows, no demo users. */
public final class WideLimits {
    private WideLimits() {}

    /** @return the caller's own to change */
    public static Map<String, String> on(Stage stage) {
        boolean embedded = "embedded".equals(stage.environment().get("PRECINCT99_STAGE"));
        Map<String, String> settings = new HashMap<>();
        for (String limit : List.of("CALLER", "LOGIN_NAME", "LOGIN_ADDRESS", "REGISTER_ADDRESS")) {
            settings.put("PRECINCT99_RATE_LIMIT_" + limit, embedded ? "off" : "1000000/PT1M");
        }
        settings.put("PRECINCT99_PASSWORD_COST", embedded ? "4" : "10");
        settings.put("PRECINCT99_LOCKOUT_ADDRESS_FAILURES", "1000000"); // all tests come from one address
        settings.put("PRECINCT99_DEMO", "false");
        return settings;
    }
}
