package io.precinct99.github;

import io.precinct99.problem.ConfigErrors;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Where GitHub is, and how long it may take.
 *
 * @param url scheme, host, perhaps a port and a path ({@code /api/v3} of GitHub Enterprise), without a slash at the end
 * @param timeout of a call as a whole: connecting, sending, reading, repeating
 * @param loopback whether GitHub may be on this machine: on the embedded stage, where its place is taken by a test
 */
public record GithubConfig(URI url, Duration timeout, boolean loopback) {
    private static final URI NOWHERE = URI.create("https://github.invalid");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** No user information, query, fragment, backslash, blank or letter beyond ASCII fits in here. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(https?)://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?((?:/[A-Za-z0-9_-]{1,40}){0,4})/?");

    /** The last label begins with a letter, so no spelling of an IPv4 address fits: 127.1, 2130706433, 0177.0.0.1. */
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Reads the configuration; what is wrong is added to {@code errors}. */
    public static GithubConfig from(Config config, ConfigErrors errors) {
        boolean embedded = errors.embedded(config);
        URI url = errors.read(config, "precinct99.github.url", "https://api.github.com", text -> url(text, embedded));
        Duration timeout = errors.read(
                config, "precinct99.github.timeout", "PT10S", text -> ConfigErrors.between(text, SHORTEST, LONGEST));
        return new GithubConfig(url == null ? NOWHERE : url, timeout == null ? LONGEST : timeout, embedded);
    }

    static GithubConfig load(Config config) {
        ConfigErrors errors = new ConfigErrors();
        GithubConfig read = from(config, errors);
        errors.check();
        return read;
    }

    private static URI url(String text, boolean embedded) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            throw new IllegalArgumentException("must be https://host, perhaps with a path");
        }
        if (!embedded) {
            refuseOutsideTheStage(address.group(1), address.group(2).toLowerCase(Locale.ROOT), address.group(3));
        }
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                    .parseServerAuthority();
        } catch (IllegalArgumentException | java.net.URISyntaxException notAnAddress) {
            throw new IllegalArgumentException("must be https://host, perhaps with a path"); // theirs repeats the value
        }
    }

    private static void refuseOutsideTheStage(String scheme, String host, String port) {
        if (!scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with https:// outside the embedded stage");
        }
        if (!PUBLIC_NAME.matcher(host).matches() || host.endsWith(".localhost")) {
            throw new IllegalArgumentException("must name a public host, not an address, outside the embedded stage");
        }
        if (host.startsWith("xn--") || host.contains(".xn--")) {
            throw new IllegalArgumentException("must not name a host in another script: such names look like others");
        }
        if (port != null && !port.equals("443")) {
            throw new IllegalArgumentException("must use port 443 outside the embedded stage");
        }
    }
}
