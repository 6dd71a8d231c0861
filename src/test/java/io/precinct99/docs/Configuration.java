package io.precinct99.docs;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What all configuration classes of the application together make of some values: the code is asked, not read.
 *
 * @param keys that were asked for
 * @param read the configuration records, by class
 * @param refusals as a start would report them, {@code key: reason}
 */
record Configuration(Set<String> keys, Map<String, Object> read, List<String> refusals) {
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** The least that must be set. */
    static final Map<String, String> REQUIRED = Map.of(
            "SPIFFE_ENDPOINT_SOCKET", "unix:/run/spire/agent.sock",
            "VAULT_ADDR", "https://openbao.example.org:8200",
            "DB_HOST", "postgres.example.org",
            "DB_NAME", "precinct99");

    static Configuration with(String key, String value) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.put(key, value);
        return of(values);
    }

    static Configuration of(Map<String, String> values) {
        RecordingConfig config = RecordingConfig.of(new MapConfig(values));
        ConfigErrors errors = new ConfigErrors();
        Map<String, Object> read = new TreeMap<>();
        for (Path source : sources("Config.java")) {
            String name =
                    SOURCES.relativize(source).toString().replace('/', '.').replaceFirst("\\.java$", "");
            try {
                Object made = Class.forName(name)
                        .getMethod("from", Config.class, ConfigErrors.class)
                        .invoke(null, config, errors);
                read.put(name, made);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(name + " is no configuration class as the others are", e);
            }
        }
        return new Configuration(config.keys(), read, errors.all());
    }

    /** The reasons for which this value of the key is refused, beside valid values of the others. */
    static List<String> refusalsOf(String key, String value) {
        return with(key, value).refusals().stream()
                .filter(refusal -> refusal.startsWith(key + ": "))
                .map(refusal -> refusal.substring(key.length() + 2))
                .toList();
    }

    static List<Path> sources(String ending) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
