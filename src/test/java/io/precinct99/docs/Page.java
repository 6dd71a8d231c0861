package io.precinct99.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of our documents, in Markdown.
 *
 * @param path relative to the checkout
 * @param text its lines outside of fences
 */
record Page(Path path, List<String> text, List<Fence> fences) {
    private static final Path PAGES = Path.of("src", "docs");
    private static final String FENCE = "```";

    /** All that we vouch for, a page of tomorrow included. */
    static List<Page> all() {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
                            pages.filter(path -> path.toString().endsWith(".md"))
                                    .sorted())
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(String name) {
        return read(PAGES.resolve(name));
    }

    static Page read(Path path) {
        try {
            return parse(path, Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page parse(Path path, List<String> lines) {
        List<String> text = new ArrayList<>();
        List<Fence> fences = new ArrayList<>();
        List<String> within = null;
        String language = "";
        for (String line : lines) {
            if (!line.strip().startsWith(FENCE)) {
                (within == null ? text : within).add(line);
            } else if (within == null) {
                within = new ArrayList<>();
                language = line.strip().substring(FENCE.length());
            } else {
                fences.add(new Fence(path, language, List.copyOf(within)));
                within = null;
            }
        }
        if (within != null) {
            throw new IllegalStateException(path + ": a fence is not closed");
        }
        return new Page(path, List.copyOf(text), List.copyOf(fences));
    }

    /** Cells of the table whose head begins with this cell, without the head. */
    List<List<String>> table(String firstHead) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : text) {
            if (line.startsWith("| " + firstHead + " |")) {
                inside = true;
            } else if (inside && line.startsWith("|")) {
                rows.add(cells(line));
            } else {
                inside = false;
            }
        }
        return rows.stream().filter(row -> !row.get(0).startsWith("---")).toList();
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return Stream.of(inner.split("(?<!\\\\)\\|", -1)).map(String::strip).toList();
    }
}
