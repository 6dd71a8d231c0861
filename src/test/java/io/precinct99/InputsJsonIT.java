package io.precinct99;

import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.bearer;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import io.precinct99.access.Role;
import java.io.IOException;
import java.net.URLEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nasty JSON, lists and paths; the numbers are those of the list of inputs. */
@Tag("embedded") // nothing in it depends on the stage
class InputsJsonIT {
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String LIST = "/api/v1/operations/rotations";
    private static final String GOOD = "{\"username\":\"nobody-99\",\"password\":\"nothing at all\"}";

    private static FaultyServer server;
    private static RawHttp http;
    private static String operator;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        operator = Outside.token(server, Role.OPERATOR);
    }

    @AfterEach
    void nextGoodRequestWorks() throws IOException {
        assertThat(list("").status()).isEqualTo(200);
    }

    @Test
    void row42_deepNestingIsRefused() throws IOException {
        assertProblem(http.post(LOGIN, "{\"username\":" + "[".repeat(60_000)), 400);
        assertProblem(http.post(LOGIN, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)), 400);
        assertProblem(http.post(LOGIN, "[".repeat(100_000) + "]".repeat(100_000)), 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "-1e1000000000",
                "1e10000000000",
                "1e-99999999999",
                "-0",
                "NaN",
                "Infinity",
                "0x10",
                "1.",
                "01"
            })
    void row43_strangeNumbersAreRefused(String number) throws IOException {
        assertProblem(http.post(LOGIN, GOOD.replace("\"nobody-99\"", number)), 400);
    }

    @Test
    void row43_strangeNumbersAreRefusedWhereNobodyLooks() throws IOException {
        assertProblem(http.post(LOGIN, GOOD.replace("}", ",\"x\":1e99999999999}")), 400);
        assertProblem(http.post(LOGIN, GOOD + '\0'), 400);
    }

    @Test
    void row43_numberOfManyDigitsIsRefused() throws IOException {
        assertProblem(http.post(LOGIN, GOOD.replace("\"nobody-99\"", "9".repeat(60_000))), 400);
        assertProblem(http.post(LOGIN, GOOD.replace("\"nobody-99\"", "9".repeat(1_000_000))), 413);
    }

    @Test
    void row44_hugeBodiesAreRefused() throws IOException {
        assertProblem(http.post(LOGIN, GOOD.replace("nobody", "x".repeat(20_000_000))), 413);
        assertProblem(http.post(LOGIN, "{\"username\":[" + "1,".repeat(999_999) + "1]}"), 413);
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertProblem(
                http.exchange(("POST " + LOGIN + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                                + Outside.JSON + "\r\n" + chunk.repeat(3) + "0\r\n\r\n")
                        .getBytes(UTF_8)),
                413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR 1=1--", "%%%%%%%%", "________", "!&|<->", "'; DROP TABLE users; --", "\\"})
    void row45_queryLanguagesAreText(String text) throws IOException {
        assertProblem(http.post(LOGIN, GOOD.replace("nobody-99", text.replace("\\", "\\\\"))), 401);
        String encoded = URLEncoder.encode(text, UTF_8);
        assertProblem(list("?limit=" + encoded), 400);
        assertProblem(list("?cursor=" + encoded), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "0", "201", "2147483648", "99999999999999999999", "1e3", "0x10", "1.0", "", "%20", "1%00"})
    void row46_limitsOutOfBoundsAreRefused(String limit) throws IOException {
        assertProblem(list("?limit=" + limit), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "99", "ffffffffffffffffffffffffffffffff", "%FF", "AAAAAAAAAAAAAAAAAAAAAAEx"})
    void row46_forgedCursorsAreRefused(String cursor) throws IOException {
        assertProblem(list("?cursor=" + cursor), 400);
    }

    @Test
    void row46_cursorOfSomebodyElseIsRefused() throws Exception {
        for (int i = 0; i < 2 && !list("?limit=1").body().contains("next_cursor"); i++) {
            server.settle();
            server.api().post(LIST, "{}", operator);
        }
        String cursor = Outside.json(list("?limit=1").body()).getString("next_cursor");
        assertThat(list("?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        assertProblem(http.get(LIST + "?cursor=" + cursor, bearer(Outside.token(server, Role.ADMIN))), 400);
        String forged = (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
        assertProblem(list("?cursor=" + forged), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=password_hash",
                "filter[x][]=",
                "filter%5Bx%5D%5B%5D=",
                "Limit=1",
                "limit=1&limit=2",
                "limit[]=1",
                "&",
                "a"
            })
    void row47_unknownParametersAreRefused(String query) throws IOException {
        Answer answer = list("?" + query);
        if (query.equals("&")) {
            assertThat(answer.status()).isEqualTo(200); // no parameter at all
        } else {
            assertProblem(answer, 400);
        }
    }

    @Test
    void row48_otherContentTypesAreRefused() throws IOException {
        byte[] body = GOOD.getBytes(UTF_8);
        assertProblem(http.send("POST", LOGIN, "", body), 415);
        for (String type : new String[] {"text/plain", "*/*", "application/*", "application/xml", "text/json"}) {
            assertProblem(http.send("POST", LOGIN, "Content-Type: " + type + "\r\n", body), 415);
        }
        assertProblem(http.send("POST", LOGIN, "Content-Type: json\r\n", body), 400); // no type and subtype
        assertProblem(http.send("POST", LOGIN, Outside.JSON + "Content-Encoding: gzip\r\n", body), 415);
    }

    @Test
    void row48_otherCharsetsAreRefused() throws IOException {
        for (String charset : new String[] {"utf-7", "utf-16", "iso-8859-1", "x-none"}) {
            String type = "Content-Type: application/json; charset=" + charset + "\r\n";
            assertProblem(http.send("POST", LOGIN, type, GOOD.getBytes(UTF_8)), 400);
        }
        assertProblem(http.post(LOGIN, "\uFEFF" + GOOD), 400);
        assertProblem(http.send("POST", LOGIN, Outside.JSON, GOOD.getBytes(UTF_16)), 400);
        byte[] overlong = GOOD.getBytes(UTF_8);
        overlong[15] = (byte) 0xC0;
        overlong[16] = (byte) 0xAF;
        assertProblem(http.send("POST", LOGIN, Outside.JSON, overlong), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/me;x=1",
                "/api/v1/auth;x=1/me",
                "/api/v1/auth/me;jsessionid=1",
                "//api/v1/auth/me",
                "/api//v1/auth/me",
                "/api/./v1/auth/me",
                "/api/v1/auth/x/../me",
                "/health/../api/v1/auth/me",
                "/api/v1/auth/%6de",
                "/api/v1/auth%2fme",
                "/api/v1/auth/%2e/me",
                "/api%5cv1/auth/me",
                "/API/v1/auth/me",
                "/api/v1/auth/ME",
                "/api/v1/auth/me/",
                "/api/v1/auth/me%23"
            })
    void row49_otherSpellingsOfAPathNeverSkipTheToken(String path) throws IOException {
        Answer answer = http.get(path, "");
        assertThat(answer.status()).as(answer.body()).isIn(400, 401, 404);
        assertProblem(answer);
    }

    private static Answer list(String query) throws IOException {
        return http.get(LIST + query, bearer(operator));
    }
}
