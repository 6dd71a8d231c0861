package io.precinct99.stage.spiffe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static final String[] REQUIRED = {"--state", "/s", "--trust-domain", "precinct99.internal", "--socket", "/a"
    };

    @Test
    void defaultsAreThoseOfSpire() {
        CommandLine command = parse();

        assertThat(command.settings())
                .isEqualTo(TrustDomainSettings.of("precinct99.internal", Path.of("/a"))
                        .withState(Path.of("/s")));
        assertThat(command.entries()).isEmpty();
    }

    @Test
    void everyArgumentIsRead() {
        CommandLine command = parse(
                "--jwks-port",
                "8443",
                "--x509-svid-life",
                "PT20S",
                "--jwt-svid-life",
                "PT10S",
                "--authority-life",
                "PT2M",
                "--common-name",
                "--entry",
                "spiffe://precinct99.internal/a",
                "--entry",
                "spiffe://precinct99.internal/b");

        assertThat(command.settings().jwks().getPort()).isEqualTo(8443);
        assertThat(command.settings().x509SvidLife()).isEqualTo(Duration.ofSeconds(20));
        assertThat(command.settings().jwtSvidLife()).isEqualTo(Duration.ofSeconds(10));
        assertThat(command.settings().authorityLife()).isEqualTo(Duration.ofMinutes(2));
        assertThat(command.settings().commonName()).isTrue();
        assertThat(command.entries()).hasSize(2);
    }

    @Test
    void mistakesAreNamed() {
        refused("--trust-domain is missing", "--state", "/s");
        assertThatThrownBy(() -> parse("--sockt", "/x")).hasMessage("unknown argument --sockt");
        assertThatThrownBy(() -> parse("--entry")).hasMessage("--entry needs a value");
        assertThatThrownBy(() -> parse("--entry", "precinct99")).hasMessageContaining("no SPIFFE ID");
        assertThatThrownBy(() -> parse("--x509-svid-life", "1h")).hasMessageContaining("ISO 8601");
        assertThatThrownBy(() -> parse("--x509-svid-life", "PT25H")).hasMessageContaining("at most");
        assertThatThrownBy(() -> parse("--jwks-port", "https")).hasMessageContaining("no number");
    }

    private static void refused(String reason, String... arguments) {
        assertThatThrownBy(() -> CommandLine.parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static CommandLine parse(String... more) {
        String[] all = Arrays.copyOf(REQUIRED, REQUIRED.length + more.length);
        System.arraycopy(more, 0, all, REQUIRED.length, more.length);
        return CommandLine.parse(all);
    }
}
