package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GithubConfigTest {
    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(GithubConfig.from(MapConfig.of(), errors))
                .isEqualTo(new GithubConfig(URI.create("https://api.github.com"), Duration.ofSeconds(10), false));
        errors.check();
    }

    @Test
    void everyKeyIsRead() {
        MapConfig config = MapConfig.of(
                "precinct99.github.url", "https://github.precinct.example:443/api/v3/",
                "precinct99.github.timeout", "PT3S");
        assertThat(GithubConfig.from(config, errors))
                .isEqualTo(new GithubConfig(
                        URI.create("https://github.precinct.example:443/api/v3"), Duration.ofSeconds(3), false));
        errors.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8123", "http://127.0.0.1:80/api/v3", "https://[::1]:8443"})
    void embeddedStageMayStandInForGithub(String url) {
        MapConfig config = MapConfig.of("precinct99.stage", "embedded", "precinct99.github.url", url);
        assertThat(GithubConfig.from(config, errors))
                .isEqualTo(new GithubConfig(URI.create(url), Duration.ofSeconds(10), true));
        errors.check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.github.com",
                "ftp://api.github.com",
                "https://127.0.0.1",
                "https://localhost",
                "https://github",
                "https://github.localhost",
                "https://93.184.216.34",
                "https://[2606:50c0:8000::153]",
                "https://0x7f.1",
                "https://0x7f000001",
                "https://a..b.example",
                "https://-a.example"
            })
    void onlyPublicNamesOverTls(String url) {
        refused(MapConfig.of("precinct99.github.url", url), url);
    }

    /** Row 50. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706433",
                "0177.0.0.1",
                "[::ffff:7f00:1]",
                "localhost.",
                "api.github.com.",
                "169.254.169.254"
            })
    void input50_otherSpellingsOfInnerAddresses(String host) {
        refused(MapConfig.of("precinct99.github.url", "https://" + host), host);
    }

    /** Row 53, on every stage but for the ports. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.github.com@evil.example",
                "https://api.github.com:443@evil.example",
                "https://api.github.com#@evil.example",
                "https://api.github.com/#x",
                "https://api.github.com?x=1",
                "https://api.github.com\\@evil.example",
                "https://api.gi\tthub.com",
                "https://api.gi\nthub.com",
                "https://api.gi\u0000thub.com",
                "https://api.gi thub.com",
                "https://аpi.github.com",
                "https://api。github.com",
                "https://api%2egithub.com",
                "https://api.github.com/../x",
                "https://api.github.com/%2e%2e",
                "https://api.github.com//x",
                "https:api.github.com",
                "//api.github.com",
                "https:///x",
                "https://[::1",
                "https://api.github.com:99999999"
            })
    void input53_misleadingAddresses(String url) {
        refused(MapConfig.of("precinct99.github.url", url), url);
        ConfigErrors embedded = new ConfigErrors();
        GithubConfig.from(MapConfig.of("precinct99.stage", "embedded", "precinct99.github.url", url), embedded);
        assertThat(embedded.all()).hasSize(1);
    }

    /** Row 53, outside the embedded stage. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.github.com:22",
                "https://api.github.com:8443",
                "https://xn--pi-7kc.github.com",
                "https://api.xn--gthub-n4a.com"
            })
    void input53_otherPortsAndScripts(String url) {
        refused(MapConfig.of("precinct99.github.url", url), url);
    }

    @ParameterizedTest
    @CsvSource({"10s", "PT0S", "PT-1S", "PT61S", "PT1H", "10"})
    void badTimeoutIsRefusedByName(String value) {
        GithubConfig.from(MapConfig.of("precinct99.github.timeout", value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith("precinct99.github.timeout: ");
    }

    private void refused(MapConfig config, String value) {
        GithubConfig.from(config, errors);
        assertThat(errors.all())
                .singleElement()
                .asString()
                .startsWith("precinct99.github.url: ")
                .doesNotContain(value);
    }
}
