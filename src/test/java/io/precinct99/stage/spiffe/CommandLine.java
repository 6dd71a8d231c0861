package io.precinct99.stage.spiffe;

import io.spiffe.exception.InvalidSpiffeIdException;
import io.spiffe.spiffeid.SpiffeId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of {@link DevelopmentTrustDomainMain}, read into settings that can be served. */
record CommandLine(TrustDomainSettings settings, List<SpiffeId> entries) {

    static final String USAGE = """
            usage: --state DIRECTORY --trust-domain NAME --socket PATH [--jwks-port PORT] [--x509-svid-life PT1H]
                   [--jwt-svid-life PT5M] [--authority-life PT24H] [--common-name] [--entry SPIFFE-ID]...""";

    private static final String COMMON_NAME = "--common-name";
    private static final String ENTRY = "--entry";
    private static final Set<String> SINGLE = Set.of(
            "--state",
            "--trust-domain",
            "--socket",
            "--jwks-port",
            "--x509-svid-life",
            "--jwt-svid-life",
            "--authority-life");

    /** @throws IllegalArgumentException with a sentence for the user */
    static CommandLine parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        List<SpiffeId> entries = new ArrayList<>();
        boolean commonName = false;
        for (int i = 0; i < arguments.length; i++) {
            String flag = arguments[i];
            if (flag.equals(COMMON_NAME)) {
                commonName = true;
            } else if (!flag.equals(ENTRY) && !SINGLE.contains(flag)) {
                throw new IllegalArgumentException("unknown argument " + flag);
            } else if (++i == arguments.length) {
                throw new IllegalArgumentException(flag + " needs a value");
            } else if (flag.equals(ENTRY)) {
                entries.add(spiffeId(arguments[i]));
            } else {
                values.put(flag, arguments[i]);
            }
        }
        TrustDomainSettings settings = settings(values);
        return new CommandLine(commonName ? settings.withCommonName() : settings, List.copyOf(entries));
    }

    private static TrustDomainSettings settings(Map<String, String> values) {
        TrustDomainSettings defaults = TrustDomainSettings.of(
                        required(values, "--trust-domain"), Path.of(required(values, "--socket")))
                .withState(Path.of(required(values, "--state")));
        TrustDomainSettings settings = defaults.withLives(
                life(values, "--x509-svid-life", defaults.x509SvidLife()),
                life(values, "--jwt-svid-life", defaults.jwtSvidLife()),
                life(values, "--authority-life", defaults.authorityLife()));
        return settings.withJwksPort(port(values.getOrDefault("--jwks-port", "0")));
    }

    private static String required(Map<String, String> values, String flag) {
        String value = values.get(flag);
        if (value == null) {
            throw new IllegalArgumentException(flag + " is missing");
        }
        return value;
    }

    private static Duration life(Map<String, String> values, String flag, Duration otherwise) {
        try {
            return values.containsKey(flag) ? Duration.parse(values.get(flag)) : otherwise;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(flag + " is no ISO 8601 duration such as PT1H", e);
        }
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--jwks-port is no number", e);
        }
    }

    private static SpiffeId spiffeId(String value) {
        try {
            return SpiffeId.parse(value);
        } catch (InvalidSpiffeIdException e) {
            throw new IllegalArgumentException(ENTRY + " is no SPIFFE ID: " + e.getMessage(), e);
        }
    }
}
