package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A public name that leads inside: nobody is connected to, nobody gets the token (inputs 50, 51). */
@Tag("real") // the embedded stage may ask this machine
class GithubAddressIT {
    private static final String METADATA_SERVICE = "169.254.169.254";

    @Test
    void input50_publicNameOfAnInnerAddress() throws Exception {
        Path hosts = Files.writeString(
                Path.of("target", "github-hosts").toAbsolutePath(),
                METADATA_SERVICE + " api.github.com\n127.0.0.1 localhost "
                        + InetAddress.getLocalHost().getHostName() + "\n");
        Map<String, String> settings = Map.of("JVM_ARGS", "-XX:TieredStopAtLevel=1 -Djdk.net.hosts.file=" + hosts);
        try (LibertyServer server = LibertyServer.prepare("github-address", Stage.current(), settings)
                .startReady()) {
            Api api = new Api(server.uri());
            String name = Api.freshName();
            api.register(name);
            String token = api.logIn(name);
            String secret = "{\"github_token\":\"ghp_0123456789abcdefghijABCDEFGHIJ012345\"}";
            assertThat(api.post(GithubServer.CONFIGURE, secret, token).statusCode())
                    .isEqualTo(200);

            HttpResponse<String> answer = api.get(GithubServer.USER, token);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).doesNotContain(METADATA_SERVICE);
            assertThat(server.log())
                    .contains("its name leads to an address that is not allowed")
                    .doesNotContain(METADATA_SERVICE);
        }
    }
}
