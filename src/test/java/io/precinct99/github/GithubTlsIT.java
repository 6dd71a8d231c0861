package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.github.GithubServer.Person;
import io.precinct99.stage.Stage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The server's client puts TLS over its socket through {@link CheckedSockets}: nothing else gives it a socket. (With a check
 * that allows no loopback the first test fails.)
 */
@Tag("embedded") // elsewhere nobody may stand in for GitHub
class GithubTlsIT {
    @Test
    void githubIsAskedOverTlsAndOnlyWhereItsCertificateFits() throws Exception {
        TlsKeys keys = TlsKeys.in(Path.of("target", "github-tls").toAbsolutePath());
        try (FakeGitHub github = new FakeGitHub(keys.listen())) {
            assertThat(ask(keys, github, "localhost").statusCode()).isEqualTo(200);
            assertThat(github.requests()).hasSize(1);
            HttpResponse<String> other = ask(keys, github, "127.0.0.1");
            assertThat(other.statusCode()).as("a certificate for another name").isEqualTo(502);
            assertThat(github.requests()).as("no token sent").hasSize(1);
        }
    }

    private static HttpResponse<String> ask(TlsKeys keys, FakeGitHub github, String host) throws Exception {
        Map<String, String> settings = Map.of(
                "PRECINCT99_GITHUB_URL", "https://" + host + ":" + github.port(),
                "PRECINCT99_GITHUB_TIMEOUT", "PT5S",
                "JVM_ARGS",
                        "-XX:TieredStopAtLevel=1 -Djavax.net.ssl.trustStore=" + keys.trust()
                                + " -Djavax.net.ssl.trustStorePassword=" + TlsKeys.PASSWORD);
        try (GithubServer server = GithubServer.start("github-tls", Stage.current(), settings)) {
            Person person = server.somebody();
            assertThat(person.configure().statusCode()).isEqualTo(200);
            return person.get(GithubServer.USER);
        }
    }
}
