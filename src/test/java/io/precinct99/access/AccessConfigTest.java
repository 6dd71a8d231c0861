package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessConfigTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void defaultsAreThoseOfTheContract() {
        AccessConfig config = AccessConfig.from(MapConfig.of(), errors);
        assertThat(config.quotas())
                .isEqualTo(Map.of(
                        Limit.CALLER, new Quota(600, MINUTE),
                        Limit.LOGIN_NAME, new Quota(10, MINUTE),
                        Limit.LOGIN_ADDRESS, new Quota(20, MINUTE),
                        Limit.REGISTER_ADDRESS, new Quota(5, MINUTE)));
        assertThat(config.sharedLimits()).isFalse();
        assertThat(config.corsOrigins()).isEmpty();
        assertThat(config.trustedProxies()).isEmpty();
        errors.check();
    }

    @Test
    void everyKeyIsRead() {
        AccessConfig config = AccessConfig.from(
                MapConfig.of(
                        "precinct99.rate-limit.caller", "1/PT1S",
                        "precinct99.rate-limit.login-name", "2/PT2S",
                        "precinct99.rate-limit.login-address", "3/PT3S",
                        "precinct99.rate-limit.register-address", "4/PT4S",
                        "precinct99.rate-limit.store", "postgresql",
                        "precinct99.cors.origins", "https://a.example, http://b.example:8080",
                        "precinct99.trusted-proxies", "10.0.0.0/8,::1"),
                errors);
        errors.check();
        assertThat(config.quotas())
                .containsEntry(Limit.CALLER, new Quota(1, Duration.ofSeconds(1)))
                .containsEntry(Limit.REGISTER_ADDRESS, new Quota(4, Duration.ofSeconds(4)))
                .hasSize(4);
        assertThat(config.corsOrigins()).containsExactlyInAnyOrder("https://a.example", "http://b.example:8080");
        assertThat(config.sharedLimits()).isTrue();
        assertThat(config.trustedProxies()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "precinct99.rate-limit.caller|600",
                "precinct99.rate-limit.caller|0/PT1M",
                "precinct99.rate-limit.caller|x/PT1M",
                "precinct99.rate-limit.caller|1/minute",
                "precinct99.rate-limit.caller|10000000000/PT1S",
                "precinct99.rate-limit.caller|600/P999999D",
                "precinct99.rate-limit.login-name|1/PT0S",
                "precinct99.rate-limit.login-address|off",
                "precinct99.rate-limit.register-address|-5/PT1M",
                "precinct99.rate-limit.store|redis",
                "precinct99.cors.origins|*",
                "precinct99.cors.origins|null",
                "precinct99.cors.origins|https://a.example/path",
                "precinct99.cors.origins|a.example",
                "precinct99.trusted-proxies|proxy.example",
                "precinct99.trusted-proxies|10.0.0.0/33",
                "precinct99.trusted-proxies|10.0.0/8",
                "precinct99.trusted-proxies|999.0.0.1"
            })
    void badValueIsRefusedByName(String key, String value) {
        AccessConfig.from(MapConfig.of(key, value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith(key + ": ");
    }

    @Test
    void limitsMayBeOffOnTheEmbeddedStage() {
        AccessConfig config = AccessConfig.from(
                MapConfig.of("precinct99.stage", "embedded", "precinct99.rate-limit.caller", "off"), errors);
        errors.check();
        assertThat(config.quotas()).doesNotContainKey(Limit.CALLER).hasSize(3);
    }
}
