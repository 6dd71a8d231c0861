package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.operations.scenario.Operator;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command that verifies a deployed instance, as a process of its own. */
class VerifyIT {
    private static final String OPERATOR = "holt";
    private static final Path CLASSES = Path.of("target", "verify");
    private static boolean compiled;

    @Test
    void runningServerIsVerified() throws Exception {
        try (FaultyServer server = FaultyServer.startReady("verify", Stage.current())) {
            Operator operator = Operator.of(server);
            server.settle();
            Run run = verify(server.process().uri(), operator.name(), Api.PASSWORD, "--skip-network");
            System.out.println(run.report);
            assertThat(run.status).as(run.report).isZero();
            assertThat(run.report)
                    .contains("ok    scenario rotation", "skip  scenario network", " 0 failed")
                    .doesNotContain("FAIL", Api.PASSWORD, "eyJ", "lease-");

            Run strict = verify(server.process().uri(), operator.name(), Api.PASSWORD);
            assertThat(strict.status).isEqualTo(1);
            assertThat(strict.report)
                    .contains("FAIL  scenario network", "does not resolve", "next: apply the network policies");

            Run stranger = verify(server.process().uri(), operator.name(), "not the password");
            assertThat(stranger.status).isEqualTo(1);
            assertThat(stranger.report).contains("FAIL  log in as operator", "401 invalid_credentials");
        }
    }

    @Tag("embedded") // nothing of a stage is in it
    @ParameterizedTest
    @EnumSource(LyingServer.Lie.class)
    void lieIsNamed(LyingServer.Lie lie) throws Exception {
        try (LyingServer server = LyingServer.start(lie)) {
            Run run = run(compiled(), server.uri(), OPERATOR, "any");
            assertThat(run.status).as(run.report).isEqualTo(lie == LyingServer.Lie.NONE ? 0 : 1);
            assertThat(run.failures()).as(run.report).containsExactlyElementsOf(lie.noticed());
            assertThat(run.report).doesNotContain("token-of-");
        }
    }

    @Test
    void nobodyThereIsNoFailureOfTheInstance() throws Exception {
        URI nowhere;
        try (LyingServer server = LyingServer.start(LyingServer.Lie.NONE)) {
            nowhere = server.uri();
        }
        Run run = verify(nowhere, OPERATOR, "any");
        assertThat(run.status).isEqualTo(2);
        assertThat(run.report).contains("Nothing could be verified");
        assertThat(verify(URI.create("http://example.org"), OPERATOR, "any").report)
                .contains("The address is no https://host.");
    }

    /** What it printed and how it ended. */
    private record Run(int status, String report) {
        List<String> failures() {
            return report.lines()
                    .filter(line -> line.startsWith("FAIL"))
                    .map(line -> line.substring(6, 38).trim())
                    .toList();
        }
    }

    /** As an operator runs it. */
    private static Run verify(URI address, String operator, String password, String... options)
            throws IOException, InterruptedException {
        return run(List.of("src/verify/Verify.java"), address, operator, password, options);
    }

    /** Once for all lies: compiling it is most of the time that a run takes. */
    private static List<String> compiled() {
        if (!compiled) {
            int status = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(System.out, System.err, "-d", CLASSES.toString(), "src/verify/Verify.java");
            assertThat(status).isZero();
            compiled = true;
        }
        return List.of("-cp", CLASSES.toString(), "Verify");
    }

    private static Run run(List<String> program, URI address, String operator, String password, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(program);
        command.addAll(List.of(address.toString(), "--operator", operator));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(Path.of("target"), "verify", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PRECINCT99_OPERATOR_PASSWORD", password);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new Run(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
