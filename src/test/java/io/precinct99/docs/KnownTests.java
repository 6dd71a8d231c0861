package io.precinct99.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests that documents may name, as {@code Class.method}. */
final class KnownTests {
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final Map<String, List<Path>> CLASSES = classes();

    private KnownTests() {}

    static boolean exists(String id) {
        String[] parts = id.split("\\.", -1);
        List<Path> sources = CLASSES.getOrDefault(parts[0], List.of());
        return parts.length == 2
                && sources.size() == 1 // else it says nothing
                && Arrays.stream(load(sources.get(0)).getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(parts[1])
                                && (method.isAnnotationPresent(Test.class)
                                        || method.isAnnotationPresent(ParameterizedTest.class)
                                        || method.isAnnotationPresent(TestFactory.class)));
    }

    private static Class<?> load(Path source) {
        String name = SOURCES.relativize(source).toString().replace('/', '.').replaceFirst("\\.java$", "");
        try {
            return Class.forName(name, false, KnownTests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, List<Path>> classes() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString().replace(".java", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
