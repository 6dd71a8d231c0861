package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container beside OpenBao, with a clock and a signal that only write down that they were used. */
class CertificateReloadTest {
    private static final Path SCRIPT = Path.of("k8s/base/openbao/reload.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theServerIsToldWhenItStartedAndOfEachRenewal() throws Exception {
        assertThat(run("3) echo renewed >certificate ;; 5) exit 1 ;;", "true"))
                .containsExactly("slept", "told", "slept", "slept", "told", "slept", "slept");
    }

    /** It may be starting again. */
    @Test
    void whoCouldNotBeToldIsToldLater() throws Exception {
        assertThat(run("4) exit 1 ;;", "[ $(grep -c told log) -gt 1 ]"))
                .containsExactly("slept", "told", "slept", "told", "slept", "slept");
    }

    private Iterable<String> run(String sleeps, String told) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Files.writeString(folder.resolve("certificate"), "first");
        program("sleep", "echo slept >>log\ncase $(grep -c slept log) in " + sleeps + " esac");
        program("pkill", "echo told >>log\n" + told);
        ProcessBuilder script = new ProcessBuilder("sh", SCRIPT.toString(), "certificate")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        script.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        Process running = script.start();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("output")).isEmptyFile();
        return Files.readAllLines(log);
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
