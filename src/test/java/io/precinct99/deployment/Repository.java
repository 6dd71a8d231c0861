package io.precinct99.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of this repository; some of them changed, to see that it is noticed. Paths are relative to its root. */
record Repository(Map<String, String> changed) {
    static final Repository AS_IT_IS = new Repository(Map.of());

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
        try {
            return changed.containsKey(file) ? changed.get(file) : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below a folder whose name ends so, in order. */
    List<String> below(String folder, String ending) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All Java of the application, as one text. */
    String code() {
        StringBuilder all = new StringBuilder();
        below("src/main/java", ".java").forEach(file -> all.append(text(file)));
        return all.toString();
    }
}
