package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeFilterTest {
    private static final String APP = "https://app.example";
    private final EdgeFilter filter = new EdgeFilter();
    private final ServletFakes.Answer answer = new ServletFakes.Answer();
    private final AtomicBoolean passed = new AtomicBoolean();

    EdgeFilterTest() {
        filter.use(new AccessConfig(Map.of(), false, Set.of(APP), List.of()));
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() throws Exception {
        send("GET", Map.of());
        assertThat(passed).isTrue();
        assertThat(answer.headers)
                .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
                .containsEntry("Vary", "Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "BREW", "get"})
    void unknownMethodIsNotImplemented(String method) throws Exception {
        send(method, Map.of());
        assertThat(passed).isFalse();
        assertThat(answer.status).isEqualTo(501);
        assertThat(answer.headers)
                .containsEntry("Content-Type", "application/problem+json")
                .containsKeys("X-Frame-Options", "Vary");
        assertThat(answer.body.toString()).contains("method_not_implemented");
    }

    @Test
    void preflightIsAnsweredForListedOriginsOnly() throws Exception {
        send("OPTIONS", Map.of("Origin", List.of(APP), "Access-Control-Request-Method", List.of("POST")));
        assertThat(answer.status).isEqualTo(204);
        assertThat(answer.headers)
                .containsEntry("Access-Control-Allow-Origin", APP)
                .containsKeys("Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age")
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(passed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.evil", "http://app.example", "null", "https://APP.example"})
    void otherOriginsGetNoGrant(String origin) throws Exception {
        send("OPTIONS", Map.of("Origin", List.of(origin), "Access-Control-Request-Method", List.of("POST")));
        assertThat(answer.status).isEqualTo(204);
        assertThat(answer.headers)
                .doesNotContainKey("Access-Control-Allow-Origin")
                .containsEntry("Vary", "Origin");
    }

    @Test
    void listedOriginMayReadTheAnswer() throws Exception {
        send("GET", Map.of("Origin", List.of(APP)));
        assertThat(passed).isTrue();
        assertThat(answer.headers).containsEntry("Access-Control-Allow-Origin", APP);
    }

    private void send(String method, Map<String, List<String>> headers) throws IOException, ServletException {
        filter.doFilter(
                ServletFakes.request(method, "192.0.2.1", headers),
                answer.response(),
                (request, response) -> passed.set(ClientAddress.of(request).equals("192.0.2.1")));
    }
}
