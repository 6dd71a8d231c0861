package io.precinct99;

import static io.precinct99.Outside.JSON;
import static io.precinct99.Outside.assertProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Malformed HTTP. What the server refuses before the application sees it is no problem document, and cannot be made one in this
 * version of Open Liberty: those tests are named {@code bare}, and hold it to saying nothing about itself but a message code.
 */
@Tag("embedded") // nothing in it depends on the stage
class HttpIT {
    private static final String LOGIN = "/api/v1/auth/login";

    private static FaultyServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 40_000, 120_000})
    void longAddressIsRefused(int length) throws IOException {
        assertProblem(http.get("/" + "a".repeat(length), ""), 414);
        assertProblem(http.get("/?a=" + "a".repeat(length), ""), 414);
    }

    @Test
    void headersOverTheLimitAreRefused() throws IOException {
        assertThat(http.get("/", "X-Long: " + "a".repeat(16_000) + "\r\n").status())
                .isEqualTo(200);
        assertProblem(http.get("/", "X-Long: " + "a".repeat(120_000) + "\r\n"), 431);
        assertProblem(http.get("/", "X-Many: a\r\n".repeat(110)), 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "QUERY", "FOO", "PROPFIND", "CONNECT", "TRACK"})
    void unknownMethodsAreNotImplemented(String method) throws IOException {
        for (String path : new String[] {"/", "/health", "/api/v1/auth/me", "/nowhere"}) {
            assertProblem(http.send(method, path, "Authorization: Bearer x\r\n", null), 501);
        }
    }

    @Test
    void knownMethodsInTheWrongPlaceAreNotAllowed() throws IOException {
        for (String path : new String[] {"/", "/health", "/api/v1/auth/me", "/metrics"}) {
            Answer answer = http.send("DELETE", path, "", null);
            assertProblem(answer, 405);
            assertThat(answer.header("allow")).contains("GET");
        }
    }

    /** RFC 9112, section 6.1: the chunks count, the length does not, and nothing follows on the connection. */
    @Test
    void lengthBesideChunksNeverHidesASecondRequest() throws IOException {
        Answer answer = post(
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n");
        assertThat(answer.status()).isIn(400, 422);
        assertProblem(answer);
        assertThat(answer.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2\r\nContent-Length: 3",
                "2\r\nContent-Length: 2",
                "2, 3",
                "-1",
                "+2",
                "abc",
                "0x2",
                "9223372036854775808"
            })
    void strangeLengthsNeverHideASecondRequest(String length) throws IOException {
        Answer answer = post("Content-Length: " + length + "\r\n", "{}");
        assertThat(answer.status()).isIn(400, 422);
        assertProblem(answer);
        assertThat(answer.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}", "-2\r\n{}", "8000000000000000\r\n{}", "2;\r\n{}x"})
    void badChunksAreRefused(String chunk) throws IOException {
        Answer answer = post("Transfer-Encoding: chunked\r\n", chunk + "\r\n0\r\n\r\n");
        assertProblem(answer, 400);
        assertThat(answer.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked, identity",
                "identity, chunked",
                "gzip",
                "xchunked",
                "chunked\r\nTransfer-Encoding: identity"
            })
    void otherTransferCodingsAreRefused(String coding) throws IOException {
        Answer answer = post("Transfer-Encoding: " + coding + "\r\n", "2\r\n{}\r\n0\r\n\r\n");
        assertProblem(answer, 400);
        assertThat(answer.closed()).isTrue();
    }

    @Test
    void announcedSizeIsRefusedBeforeTheBody() throws IOException {
        assertProblem(post("Content-Length: 100000000\r\n", ""), 413);
    }

    @Test
    void compressedBodiesAreRefused() throws IOException {
        assertProblem(post("Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"), 415);
        assertProblem(post("Content-Encoding: br\r\nContent-Length: 2\r\n", "{}"), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: one\r\nHost: two\r\n", "Host: a b<script>\r\n"})
    void hostIsOneName(String lines) throws IOException {
        assertProblem(http.exchange(("GET / HTTP/1.1\r\n" + lines + "\r\n").getBytes(ISO_8859_1)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/%ff",
                "/%c0%af",
                "/%ed%a0%80",
                "/a%2fb",
                "/%23",
                "/%5c",
                "/a%2e%2e/b",
                "/%F0%9F%91%AE",
                "/WEB-INF/web.xml",
                "/web-inf/",
                "/META-INF/MANIFEST.MF",
                "/container-error",
                "/x?%zz",
                "/?{}",
                "/health/x",
                "*"
            })
    void strangeAddressesAreProblems(String address) throws IOException {
        Answer answer = http.get(address, "");
        assertThat(answer.status()).as(answer.body()).isIn(400, 404);
        assertProblem(answer);
    }

    /** The web container refuses these before any filter, in words of its own: JSON for who asks for it, else HTML. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/%00", "/api/v1/auth/me%00", "/%0d%0aX:%20y", "/%zz", "/%", "/..", "/../x", "/api/../../x"})
    void bareRefusalOfUndecodableAddresses(String address) throws IOException {
        Answer answer = http.get(address, "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("<H1>CWWWC0005I: ").doesNotContain("Exception", "26.0", "java");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");

        Answer json = http.get(address, "Accept: application/json\r\n");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.header("content-type")).isEqualTo("application/json");
        assertThat(json.body())
                .startsWith("{\"error_message\" : \"CWWWC0005I: ")
                .doesNotContain("Exception", "26.0");
    }

    /** The documentation is a module of the server, beside the application. */
    @Test
    void bareRefusalOfMethodsByTheDocumentation() throws IOException {
        for (String path : new String[] {"/openapi", "/docs"}) {
            Answer trace = http.send("TRACE", path, "X-Secret: s3cr3t\r\n", null);
            assertThat(trace.status()).isIn(403, 501);
            assertThat(trace.body()).doesNotContain("s3cr3t", "Exception", "java", "<html");
        }
    }

    /** And no filter of ours stands before it. */
    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/docs", "/docs/", "/", "/nope"})
    void documentationHasTheHeadersOfEveryAnswer(String path) throws IOException {
        Answer answer = http.get(path, "Origin: https://elsewhere.example\r\n");
        assertThat(answer.header("vary")).contains("Origin");
        assertThat(answer.header("content-security-policy")).startsWith("default-src '"); // the UI brings its own
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("strict-transport-security")).startsWith("max-age=");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
    }

    /** The HTTP channel refuses these, with no body at all. */
    @Test
    void bareRefusalOfWhatIsNotHttp() throws IOException {
        assertBare(http.exchange("GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1)), 505);
        assertBare(http.exchange("GET /\r\n\r\n".getBytes(ISO_8859_1)), 505);
        assertBare(http.exchange("G@T / HTTP/1.1\r\nno colon\r\n\r\n".getBytes(ISO_8859_1)), 400);
        assertBare(http.get("nowhere", ""), 400);
        assertBare(http.get("/" + "a".repeat(200_000), ""), 400);
        assertBare(http.get("/", "X-Long: " + "a".repeat(200_000) + "\r\n"), 400);
        assertBare(http.get("/", "X-Many: a\r\n".repeat(600)), 400);
    }

    private static void assertBare(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
    }

    private static Answer post(String headerLines, String body) throws IOException {
        String head = "POST " + LOGIN + " HTTP/1.1\r\nHost: localhost\r\n" + JSON + headerLines + "\r\n";
        return http.exchange((head + body).getBytes(ISO_8859_1));
    }
}
