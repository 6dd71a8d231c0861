package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DevelopmentTrustDomainMainTest {

    private final Workbench bench = new Workbench();
    private final Path socket = bench.directory.resolve("api.sock");
    private final Path state = bench.directory.resolve("state");

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void processReplacesAKilledOneServesAndEndsCleanly() throws Exception {
        leaveSocketOfAKilledProcess();

        Process process = serving();
        assertThat(state.resolve("bundle.pem")).exists();
        assertThat(state.resolve("jwks-ca.pem")).exists();
        var stream = bench.closing(Wire.to(socket)).calls().fetchX509SVID(X509SVIDRequest.getDefaultInstance());
        assertThat(stream.next().getSvids(0).getSpiffeId()).isEqualTo(WORKLOAD.toString());

        // Through the handle: destroying the process itself would close its output unread.
        process.toHandle().destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(socket).doesNotExist();
        assertThat(process.inputReader().lines()).isEmpty();
    }

    private void leaveSocketOfAKilledProcess() throws IOException {
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(socket));
        killed.close();
    }

    /** Standard output and error together: one line and no noise, but for what a later JDK thinks of the libraries. */
    private Process serving() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DevelopmentTrustDomainMain.class.getName(),
                        "--state",
                        state.toString(),
                        "--trust-domain",
                        "precinct99.internal",
                        "--socket",
                        socket.toString(),
                        "--entry",
                        WORKLOAD.toString())
                .redirectErrorStream(true)
                .start();
        bench.closing(() -> process.destroyForcibly().waitFor());
        assertThat(firstLine(process)).startsWith("development trust domain precinct99.internal serves endpoint=unix:");
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && (line.isEmpty() || line.startsWith("WARNING: "))) {
            line = output.readLine();
        }
        return line;
    }
}
