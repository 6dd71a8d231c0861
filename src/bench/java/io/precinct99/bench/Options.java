package io.precinct99.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The command line: the name of a proof, then {@code --name value} pairs. */
record Options(String proof, Map<String, String> values) {
    private static final Set<String> KNOWN =
            Set.of("stage", "seconds", "warmup", "connections", "rounds", "rotations", "samples", "jfr", "jvm");

    static Options of(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!KNOWN.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("unknown option, or one without a value: " + arguments[i]);
            }
            values.put(name, arguments[i + 1]);
        }
        return new Options(arguments[0], values);
    }

    boolean real() {
        return values.getOrDefault("stage", "embedded").equals("real");
    }

    Duration seconds(int otherwise) {
        return Duration.ofSeconds(number("seconds", otherwise));
    }

    Duration warmup(int otherwise) {
        return Duration.ofSeconds(number("warmup", otherwise));
    }

    /** At least 32 by default: the proofs speak of that much load. */
    int connections() {
        return number("connections", 32);
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** Options for the JVM of the server, to compare. */
    String[] jvm() {
        return has("jvm") ? values.get("jvm").split(" ") : new String[0];
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
