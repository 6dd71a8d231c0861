package io.precinct99.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMessageTest {
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HttpMessageTest() {
        headers.put("Host", List.of("localhost"));
    }

    @Test
    void ordinaryRequestPasses() {
        headers.put("Content-Length", List.of("2"));
        assertThat(refusal("/api/v1/audit", "limit=1&actor=7")).isEmpty();
    }

    @Test
    void bodyOfUnknownLengthPasses() {
        headers.put("Transfer-Encoding", List.of("chunked"));
        assertThat(refusal("/", null)).isEmpty();
    }

    @Test
    void lengthAndChunksTogetherCloseTheConnection() {
        headers.put("Content-Length", List.of("2"));
        headers.put("Transfer-Encoding", List.of("chunked"));
        assertThat(refusal("/", null).orElseThrow().headers()).containsEntry("Connection", "close");
        assertStatus(400, "/", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+2", "2, 2", "0x2", "abc", "", "9223372036854775808"})
    void lengthIsAPlainNumber(String length) {
        headers.put("Content-Length", List.of(length));
        assertStatus(400, "/", null);
    }

    @Test
    void lengthIsGivenOnce() {
        headers.put("Content-Length", List.of("2", "2"));
        assertStatus(400, "/", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked, identity", "gzip, chunked", "xchunked", "identity"})
    void otherTransferCodingsAreRefused(String coding) {
        headers.put("Transfer-Encoding", List.of(coding));
        assertStatus(400, "/", null);
    }

    @Test
    void hostIsGivenOnce() {
        headers.put("Host", List.of("one", "two"));
        assertStatus(400, "/", null);
        headers.remove("Host");
        assertStatus(400, "/", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/api//v1", "/me;x=1", "/me;jsessionid=1", "/;"})
    void pathsThatCanBeReadTwoWaysAreRefused(String path) {
        assertStatus(400, path, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "a=%", "a={b}", "a=b|c"})
    void queriesThatAreNoneAreRefused(String query) {
        assertStatus(400, "/", query);
    }

    @Test
    void compressedBodyIsRefused() {
        headers.put("Content-Encoding", List.of("gzip"));
        assertStatus(415, "/", null);
    }

    @Test
    void longAddressIsRefused() {
        assertThat(refusal("/" + "a".repeat(HttpMessage.MAX_URI - 1), null)).isEmpty();
        assertStatus(414, "/" + "a".repeat(HttpMessage.MAX_URI), null);
        assertStatus(414, "/", "a".repeat(HttpMessage.MAX_URI));
    }

    @Test
    void muchHeaderIsRefused() {
        headers.put("Authorization", List.of("Bearer " + "a".repeat(HttpMessage.MAX_HEADER_BYTES)));
        assertStatus(431, "/", null);
    }

    @Test
    void manyHeadersAreRefused() {
        IntStream.range(0, HttpMessage.MAX_HEADERS).forEach(i -> headers.put("X-" + i, List.of("a")));
        assertStatus(431, "/", null);
    }

    private void assertStatus(int status, String path, String query) {
        assertThat(refusal(path, query).map(Problem::status)).contains(status);
    }

    private Optional<Problem> refusal(String path, String query) {
        return HttpMessage.refusal((HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getProtocol" -> "HTTP/1.1";
                    case "getRequestURI" -> path;
                    case "getRequestURL" -> new StringBuffer("http://localhost" + path);
                    case "getQueryString" -> query;
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "getHeaders" ->
                        Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
                    default -> throw new UnsupportedOperationException(called.toString());
                }));
    }
}
