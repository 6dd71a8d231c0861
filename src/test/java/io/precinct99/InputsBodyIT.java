package io.precinct99;

import static io.precinct99.Outside.JSON;
import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.bearer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import io.precinct99.access.Role;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies where none is read; the numbers are those of the list of inputs. */
@Tag("embedded") // nothing in it depends on the stage
class InputsBodyIT {
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final int LIMIT = 64 * 1024;

    private static FaultyServer server;
    private static RawHttp http;
    private static String name;
    private static String authorization;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        name = server.somebody(Role.OPERATOR);
        authorization = bearer(server.api().logIn(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST " + LOGOUT,
                "POST /api/v1/operations/rotations",
                "POST /api/v1/operations/scenarios/identity",
                "POST /api/v1/audit/verification",
                "DELETE /api/v1/github/configure",
                "GET /api/v1/auth/me"
            })
    void row44_48_bodiesThatNobodyReadsAreBoundedToo(String operation) throws IOException {
        String method = operation.split(" ")[0];
        String path = operation.split(" ")[1];
        assertProblem(http.send(method, path, authorization + JSON, new byte[LIMIT + 1]), 413);
        assertProblem(http.send(method, path, authorization + JSON, new byte[20_000_000]), 413);
        assertProblem(chunked(method, path, JSON, "8000\r\n" + "x".repeat(0x8000) + "\r\n", 3), 413);
        byte[] body = "{}".getBytes(US_ASCII);
        assertProblem(http.send(method, path, authorization, body), 415);
        assertProblem(http.send(method, path, authorization + "Content-Type: text/plain\r\n", body), 415);
        assertProblem(http.send(method, path, authorization + "Content-Type: json\r\n", body), 400);
        assertProblem(chunked(method, path, "", "2\r\n{}\r\n", 1), 415);
        assertProblem(chunked(method, path, JSON, "zz\r\n", 1), 400);
        assertThat(http.get("/api/v1/auth/me", authorization).status()).isEqualTo(200);
    }

    @Test
    void row44_whoIsCallingIsAskedFirst() throws IOException {
        assertProblem(http.send("POST", LOGOUT, "", new byte[LIMIT + 1]), 401);
    }

    @Test
    void emptyAndSmallBodiesAreAsGoodAsNone() throws IOException {
        assertThat(logOut("", null).status()).isEqualTo(204);
        assertThat(logOut("", new byte[0]).status()).isEqualTo(204);
        assertThat(logOut("Content-Type: text/plain\r\n", new byte[0]).status()).isEqualTo(204);
        assertThat(logOut(JSON, "{}".getBytes(US_ASCII)).status()).isEqualTo(204);
        assertThat(logOut(JSON, " ".repeat(LIMIT).getBytes(US_ASCII)).status()).isEqualTo(204);
        assertThat(logOutRaw(CHUNKED, "0\r\n\r\n").status()).isEqualTo(204);
        String fits = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
        assertThat(logOutRaw(JSON + CHUNKED, fits.repeat(2) + "0\r\n\r\n").status())
                .isEqualTo(204);
    }

    private static Answer logOut(String headerLines, byte[] body) throws IOException {
        return http.send("POST", LOGOUT, bearer(server.api().logIn(name)) + headerLines, body);
    }

    private static Answer logOutRaw(String headerLines, String raw) throws IOException {
        return raw("POST", LOGOUT, bearer(server.api().logIn(name)) + headerLines, raw);
    }

    private static Answer chunked(String method, String path, String headerLines, String chunk, int times)
            throws IOException {
        return raw(method, path, authorization + headerLines + CHUNKED, chunk.repeat(times) + "0\r\n\r\n");
    }

    private static Answer raw(String method, String path, String headerLines, String raw) throws IOException {
        return http.exchange((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headerLines + "\r\n" + raw)
                .getBytes(US_ASCII));
    }
}
