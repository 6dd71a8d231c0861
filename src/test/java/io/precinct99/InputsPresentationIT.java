package io.precinct99;

import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.assertTokenRefused;
import static io.precinct99.Outside.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nasty ways to present a token; the numbers are those of the list of inputs. */
@Tag("embedded") // nothing in it depends on the stage
class InputsPresentationIT {
    private static final String ME = "/api/v1/auth/me";

    private static RawHttp http;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        FaultyServer server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        token = Outside.token(server, Role.USER);
    }

    @Test
    void row16_twoTokensAreOneTooMany() throws IOException {
        assertProblem(http.get(ME, bearer(token) + bearer(token)), 400);
        assertProblem(http.get(ME, bearer(token) + "Authorization: Basic eDp5\r\n"), 400);
        assertProblem(http.get(ME + "?access_token=" + token, bearer(token)), 400);
        assertProblem(http.get(ME + "?access_token=" + token, ""), 400);
        assertProblem(http.get(ME + "?access%5ftoken=" + token, ""), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "bearer   ",
                "BEARER\t",
                "Bearer x",
                "Bearer =",
                "Bearer\tx",
                "Bearer , Basic eDp5"
            })
    void row16_bearerWithoutATokenIsRefusedEverywhere(String value) throws IOException {
        String line = "Authorization: " + value + "\r\n";
        for (String path : new String[] {ME, "/", "/.well-known/jwks.json", "/nowhere"}) {
            assertTokenRefused(http.get(path, line));
        }
        assertTokenRefused(http.send("DELETE", ME, line, null));
        assertTokenRefused(http.send("POST", "/api/v1/auth/login", line, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic eDp5", "Bearerx y", "Bear", "Negotiate", "Token Bearer x"})
    void row16_otherSchemesNameNobody(String value) throws IOException {
        String line = "Authorization: " + value + "\r\n";
        assertThat(http.get("/", line).status()).isEqualTo(200);
        assertProblem(http.get("/nowhere", line), 404);
        RawHttp.Answer answer = http.get(ME, line);
        assertProblem(answer, 401);
        assertThat(answer.header("www-authenticate")).doesNotContain("invalid_token");
    }

    /** One that a browser sends by itself, from before or from elsewhere, says nothing about the caller. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "JSESSIONID=0000stale:stale",
                "LtpaToken2=stale",
                "LtpaToken2=c3RhbGU=; JSESSIONID=0001x; WASReqURL=http://localhost/",
                "Bearer=stale",
                "Bearer=TOKEN",
                "access_token=TOKEN; token=TOKEN; jwt=TOKEN; Authorization=Bearer TOKEN",
                "=; ;;\u0001=\"",
            })
    void cookiesNeitherHarmNorHelp(String cookie) throws IOException {
        String line = "Cookie: " + cookie.replace("TOKEN", token) + "\r\n";
        assertThat(http.get(ME, line + bearer(token)).status()).isEqualTo(200);
        RawHttp.Answer alone = http.get(ME, line);
        assertProblem(alone, 401);
        assertThat(alone.headers()).doesNotContainKey("set-cookie");
    }
}
