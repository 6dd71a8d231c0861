package io.precinct99.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over the wire, and nothing but a VaultException when it is not what a vault sends. */
class HttpTransportTest {
    private static final int MEBIBYTE = 1 << 20;

    private HttpServer server;
    private HttpTransport transport;
    private volatile String body = "{}";
    private volatile String retryAfter;
    private volatile String namespace;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            namespace = call.getRequestHeaders().getFirst("X-Vault-Namespace");
            byte[] bytes = body.getBytes(UTF_8);
            if (retryAfter != null) {
                call.getResponseHeaders().set("Retry-After", retryAfter);
            }
            call.sendResponseHeaders(retryAfter == null ? 200 : 503, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
        server.start();
        transport = transport(Map.of());
    }

    private HttpTransport transport(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("VAULT_ADDR", "http://localhost:" + server.getAddress().getPort());
        all.put("precinct99.stage", "embedded");
        HttpClient client = HttpClient.newHttpClient();
        return new HttpTransport(VaultConfig.from(new MapConfig(all), new ConfigErrors()), () -> client);
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{\"lease_duration\":1e99999999999}",
                "{\"lease_duration\":1e2147483649}",
                "{\"lease_duration\":-1e-99999999999}"
            })
    void bodyThatIsNoJsonObjectIsAFailure(String text) {
        body = text;
        assertThatThrownBy(() -> transport.send(read("s.token"))).isInstanceOf(VaultException.class);
    }

    @Test
    void numberOfThousandsOfDigitsIsAFailure() {
        body = "{\"lease_duration\":" + "9".repeat(5_000) + "}";
        assertThatThrownBy(() -> transport.send(read("s.token"))).isInstanceOf(VaultException.class);
    }

    @Test
    void bodyNestedTooDeeplyIsAFailure() {
        body = "{\"data\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> transport.send(read("s.token"))).isInstanceOf(VaultException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "' 7 ', 7", "-7, 0", "10000000000, 120", "9223372036854775807, 120"})
    void retryAfterIsReadInSecondsAndBounded(String header, long seconds) {
        retryAfter = header;
        assertThat(transport.send(read("s.token")).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "soon", "1.5", "99999999999999999999"})
    void retryAfterThatIsNoNumberOfSecondsIsNone(String header) {
        retryAfter = header;
        assertThat(transport.send(read("s.token")).retryAfter()).isEmpty();
    }

    @Test
    void requestThatCannotBeSentIsAFailureThatDoesNotNameTheToken() {
        assertThatThrownBy(() -> transport.send(read("s.broken\ntoken")))
                .isInstanceOf(VaultException.class)
                .hasNoCause()
                .asString()
                .doesNotContain("s.broken");
    }

    @Test
    void namespaceIsNamedWhenThereIsOne() {
        transport.send(read("s.token"));
        assertThat(namespace).isNull();
        transport(Map.of("VAULT_NAMESPACE", "brooklyn/99")).send(read("s.token"));
        assertThat(namespace).isEqualTo("brooklyn/99");
    }

    @Test
    void answerOfOneMebibyteIsRead() {
        body = json(MEBIBYTE);
        assertThat(transport.send(read("s.token")).body().getString("x")).hasSize(MEBIBYTE - 8);
    }

    @Test
    void answerOfMoreThanOneMebibyteIsAFailure() {
        body = json(MEBIBYTE + 1);
        assertThatThrownBy(() -> transport.send(read("s.token")))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(VaultException.Kind.UNAVAILABLE));
    }

    @Test
    void answerWithoutEndIsNotReadToItsEnd() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        server.removeContext("/");
        server.createContext("/", call -> {
            call.sendResponseHeaders(200, 0);
            try (OutputStream endless = call.getResponseBody()) {
                while (true) {
                    endless.write(new byte[8_192]);
                }
            } catch (IOException e) {
                cut.countDown();
            }
        });
        assertThatThrownBy(() -> transport.send(read("s.token").within(Duration.ofSeconds(60))))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("larger than");
        assertThat(cut.await(20, TimeUnit.SECONDS)).as("the connection is cut").isTrue();
    }

    /** An object of this many bytes. */
    private static String json(int length) {
        return "{\"x\":\"" + "y".repeat(length - 8) + "\"}";
    }

    private static VaultRequest read(String token) {
        return VaultRequest.read("kv_read", "secret/data/x", new Secret(token));
    }
}
