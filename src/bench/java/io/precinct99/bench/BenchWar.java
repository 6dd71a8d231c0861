package io.precinct99.bench;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Turns a copy of the application's WAR into one with the resources of {@code io.precinct99.bench.app}. */
final class BenchWar {
    private static final String PACKAGE = "io/precinct99/bench/app";
    private static final Path COMPILED = Path.of("target", "bench", "classes");

    private BenchWar() {}

    /** @param dataSource the JNDI name that the persistence unit works on */
    static void make(Path war, String dataSource) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(war)) {
            Path classes = inside.getPath("/WEB-INF/classes");
            Path packaged = Files.createDirectories(classes.resolve(PACKAGE));
            try (Stream<Path> files = Files.list(COMPILED.resolve(PACKAGE))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(
                            file, packaged.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Path unit = classes.resolve("META-INF/persistence.xml");
            String text = Files.readString(unit)
                    .replace("jdbc/precinct99", dataSource)
                    .replaceFirst("(?=<class>)", "<class>io.precinct99.bench.app.Counter</class>\n    ");
            Files.writeString(unit, text);
        }
    }
}
