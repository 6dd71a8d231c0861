package io.precinct99.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests that documents may name, as {@code Class.method}. */
final class KnownTests {
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final Map<String, Path> CLASSES = classes();

    private KnownTests() {}

    static boolean exists(String id) {
        String[] parts = id.split("\\.", -1);
        Path source = CLASSES.get(parts[0]);
        return parts.length == 2
                && source != null
                && Arrays.stream(load(source).getDeclaredMethods())
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

    private static Map<String, Path> classes() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
