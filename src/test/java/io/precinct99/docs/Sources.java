package io.precinct99.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What our programs can say: their sources, with texts put together that are written in pieces. */
final class Sources {
    private static final List<String> FILES = Stream.of("src/main/java", "src/stage", "src/setup", "liberty")
            .flatMap(Sources::texts)
            .toList();

    private Sources() {}

    /** @param message {@code …} stands for what differs; a reason may follow its beginning from another file */
    static boolean say(String message) {
        if (isOneText(message)) {
            return true;
        }
        int colon = message.indexOf(": ");
        return colon > 0 && isOneText(message.substring(0, colon + 2)) && isOneText(message.substring(colon + 2));
    }

    private static boolean isOneText(String message) {
        List<String> parts =
                Stream.of(message.split("…")).filter(part -> !part.isBlank()).toList();
        return !parts.isEmpty() && FILES.stream().anyMatch(text -> holdsInOrder(text, parts));
    }

    private static boolean holdsInOrder(String text, List<String> parts) {
        int from = 0;
        for (String part : parts) {
            int at = text.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }

    private static Stream<String> texts(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).map(Sources::text).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".java")
                    ? text.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"")
                    : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
