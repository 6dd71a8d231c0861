package io.precinct99.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenConfigTest {
    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(TokenConfig.from(MapConfig.of(), errors))
                .isEqualTo(new TokenConfig(
                        "precinct99", "precinct99-api", Duration.ofHours(1), Duration.ofHours(24), "access-token"));
        errors.check();
    }

    @Test
    void everyKeyIsRead() {
        MapConfig config = MapConfig.of(
                "precinct99.token.issuer", "https://precinct.example",
                "precinct99.token.audience", "api",
                "precinct99.token.life", "PT15M",
                "precinct99.token.key-rotation", "PT12H",
                "precinct99.vault.transit.key", "other");
        assertThat(TokenConfig.from(config, errors))
                .isEqualTo(new TokenConfig(
                        "https://precinct.example", "api", Duration.ofMinutes(15), Duration.ofHours(12), "other"));
        errors.check();
    }

    @ParameterizedTest
    @CsvSource({
        "precinct99.token.issuer,a b",
        "precinct99.token.audience,a b",
        "precinct99.token.life,1h",
        "precinct99.token.life,PT0S",
        "precinct99.token.life,PT59S",
        "precinct99.token.life,P2D",
        "precinct99.token.key-rotation,PT1M",
        "precinct99.token.key-rotation,-P1D",
        "precinct99.vault.transit.key,a b"
    })
    void badValueIsRefusedByName(String key, String value) {
        TokenConfig.from(MapConfig.of(key, value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith(key + ": ");
    }

    @Test
    void embeddedStageLetsTokensEndSoon() {
        MapConfig second = MapConfig.of("precinct99.stage", "embedded", "precinct99.token.life", "PT1S");
        assertThat(TokenConfig.from(second, errors).life()).isEqualTo(Duration.ofSeconds(1));
        errors.check();
        TokenConfig.from(MapConfig.of("precinct99.stage", "embedded", "precinct99.token.life", "PT0.9S"), errors);
        assertThat(errors.all()).singleElement().asString().startsWith("precinct99.token.life: ");
    }
}
