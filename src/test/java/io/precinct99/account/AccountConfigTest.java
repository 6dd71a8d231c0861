package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountConfigTest {
    private static final Lockout LOCKOUT = new Lockout(5, 50, Duration.ofMinutes(15));

    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(AccountConfig.from(MapConfig.of(), errors)).isEqualTo(new AccountConfig(12, LOCKOUT, false));
        errors.check();
    }

    @Test
    void embeddedStageAllowsDemoUsersAndCheapHashes() {
        MapConfig config = MapConfig.of(
                "precinct99.stage", "embedded", "precinct99.password.cost", "4", "precinct99.demo", "true");
        assertThat(AccountConfig.from(config, errors)).isEqualTo(new AccountConfig(4, LOCKOUT, true));
        errors.check();
    }

    @ParameterizedTest
    @CsvSource({
        "precinct99.password.cost,9",
        "precinct99.password.cost,17",
        "precinct99.password.cost,twelve",
        "precinct99.lockout.failures,0",
        "precinct99.lockout.failures,101",
        "precinct99.lockout.address-failures,-1",
        "precinct99.lockout.window,PT0S",
        "precinct99.lockout.window,15",
        "precinct99.demo,true",
        "precinct99.demo,yes"
    })
    void badValueIsRefusedByName(String key, String value) {
        AccountConfig.from(MapConfig.of(key, value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith(key + ": ");
    }
}
