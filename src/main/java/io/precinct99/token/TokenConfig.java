package io.precinct99.token;

import io.precinct99.problem.ConfigErrors;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** What tokens say and how long they and their keys live. */
public record TokenConfig(String issuer, String audience, Duration life, Duration keyRotation, String signingKey) {
    static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
    /** On the embedded stage, where somebody may want to see a token end. */
    private static final Duration SHORTEST_EMBEDDED_LIFE = Duration.ofSeconds(1);
    /** A key that rotates faster than it is published would never sign. */
    private static final Duration SHORTEST_ROTATION = KeySet.LEAD.multipliedBy(2);

    public static TokenConfig from(Config config, ConfigErrors errors) {
        Duration shortestLife = errors.embedded(config) ? SHORTEST_EMBEDDED_LIFE : SHORTEST_LIFE;
        return new TokenConfig(
                errors.read(config, "precinct99.token.issuer", "precinct99", TokenConfig::name),
                errors.read(config, "precinct99.token.audience", "precinct99-api", TokenConfig::name),
                errors.read(
                        config,
                        "precinct99.token.life",
                        "PT1H",
                        text -> ConfigErrors.between(text, shortestLife, LONGEST_LIFE)),
                errors.read(
                        config,
                        "precinct99.token.key-rotation",
                        "PT24H",
                        text -> ConfigErrors.between(text, SHORTEST_ROTATION, Duration.ofDays(365))),
                errors.read(config, "precinct99.vault.transit.key", "access-token", TokenConfig::name));
    }

    static TokenConfig load(Config config) {
        ConfigErrors errors = new ConfigErrors();
        TokenConfig read = from(config, errors);
        errors.check();
        return read;
    }

    private static String name(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("must be a name without spaces");
        }
        return text;
    }
}
