package io.precinct99.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shell that types what a page says, in an empty folder of its own. */
final class Shell {
    private Shell() {}

    /** @return everything it printed */
    static String run(String name, String script, Map<String, String> environment) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "docs", name));
        Path file = folder.resolve("script");
        Path output = folder.resolve("output");
        Files.writeString(file, "set -eu -o pipefail\n" + script);
        ProcessBuilder bash = new ProcessBuilder(List.of("bash", "script"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        Process process = bash.start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError("the commands have no end: " + file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output, UTF_8);
        if (process.exitValue() != 0) {
            throw new AssertionError(file + " ended with " + process.exitValue() + ":\n" + printed);
        }
        return printed;
    }
}
