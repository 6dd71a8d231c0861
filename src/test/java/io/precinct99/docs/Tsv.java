package io.precinct99.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table of {@code src/docs}: a line of names, then rows, cells between tabs. Lines that begin with {@code #} are comments. */
final class Tsv {
    private Tsv() {}

    static List<List<String>> rows(String name, int columns) {
        try {
            return Files.readAllLines(Path.of("src", "docs", name)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> row(name, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> row(String name, String line, int columns) {
        List<String> cells = List.of(line.split("\t", -1));
        if (cells.size() != columns) {
            throw new IllegalStateException(name + ": " + columns + " cells are needed, between tabs: " + line);
        }
        return cells;
    }
}
