package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of this repository; some of them changed, to see that it is noticed. Paths are relative to its root. */
record Repository(Map<String, String> changed) {
    static final Repository AS_IT_IS = new Repository(Map.of());
    /** Hundreds of files are read again for each change that is tried. */
    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private static final Map<String, List<String>> FOUND = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> IN_CODE = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException when the file does not hold {@code text}: a change that changes nothing proves nothing */
    Repository with(String file, String text, String replacement) {
        String before = text(file);
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file + " does not hold: " + text);
        }
        Map<String, String> more = new HashMap<>(changed);
        more.put(file, before.replace(text, replacement));
        return new Repository(more);
    }

    String text(String file) {
        return changed.containsKey(file) ? changed.get(file) : READ.computeIfAbsent(file, Repository::read);
    }

    /** A file that is one YAML or JSON document. */
    JsonNode tree(String file) {
        return Yaml.document(file, text(file));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below a folder whose name ends so, in order. */
    List<String> below(String folder, String ending) {
        return FOUND.computeIfAbsent(folder, Repository::find).stream()
                .filter(name -> name.endsWith(ending))
                .toList();
    }

    private static List<String> find(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the pattern's first group finds in all Java of the application. */
    Set<String> inCode(Pattern pattern) {
        Set<String> found = new TreeSet<>();
        for (String file : below("src/main/java", ".java")) {
            Function<String, Set<String>> look = ignored -> pattern.matcher(text(file))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toUnmodifiableSet());
            found.addAll(changed.containsKey(file) ? look.apply(file) : IN_CODE.computeIfAbsent(pattern + file, look));
        }
        return found;
    }
}
