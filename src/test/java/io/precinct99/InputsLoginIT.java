package io.precinct99;

import static io.precinct99.Outside.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import jakarta.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nasty inputs to log-in and registration; the numbers are those of the list of inputs. Row 8 is about the lock-out. */
@Tag("embedded") // nothing in it depends on the stage
class InputsLoginIT {
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String REGISTER = "/api/v1/auth/register";
    private static final String EMOJI = "\uD83D\uDC6E"; // four bytes in UTF-8

    private static FaultyServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
    }

    @AfterEach
    void nextGoodRequestWorks() throws IOException {
        assertThat(server.logIn().statusCode()).isEqualTo(200);
    }

    @Test
    void row01_unknownNameAndWrongPasswordGetTheSameAnswer() throws IOException {
        Answer unknown = logIn(Api.freshName(), "wrong but long enough");
        Answer wrong = logIn(registered(Api.PASSWORD), "wrong but long enough");
        assertProblem(unknown, 401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(undated(wrong)).isEqualTo(undated(unknown));
    }

    @Test
    void row02_nothingAfterByte72IsIgnored() throws IOException {
        String password = "p".repeat(72);
        assertProblem(register(Api.freshName(), password + "a"), 422);
        String name = registered(password);
        assertThat(logIn(name, password).status()).isEqualTo(200);
        assertProblem(logIn(name, password + "a"), 401);
        assertProblem(logIn(name, password.substring(1)), 401);
    }

    @Test
    void row03_charactersOfFourBytesAreCountedAndComparedExactly() throws IOException {
        String name = registered(EMOJI.repeat(18));
        assertThat(logIn(name, EMOJI.repeat(18)).status()).isEqualTo(200);
        assertProblem(logIn(name, EMOJI.repeat(17) + "\uD83D\uDC6F"), 401);
        assertProblem(register(Api.freshName(), EMOJI.repeat(20)), 422);
    }

    @Test
    void row04_hugePasswordIsRefusedUnread() throws IOException {
        String name = registered(Api.PASSWORD);
        String huge = "x".repeat(1 << 20);
        assertProblem(logIn(name, huge), 413);
        assertProblem(logIn(Api.freshName(), huge), 413);
        assertProblem(logIn(name, "x".repeat(73)), 401);
        assertProblem(logIn(Api.freshName(), "x".repeat(73)), 401);
    }

    @Test
    void row05_nulInAPasswordIsRefused() throws IOException {
        assertProblem(register(Api.freshName(), "before\0after"), 400);
        assertProblem(logIn(registered(Api.PASSWORD), Api.PASSWORD + "\0after"), 400);
    }

    @Test
    void row06_composedAndCombinedCharactersAreTheSamePassword() throws IOException {
        String name = registered("un caf\u00e9 cr\u00e8me");
        assertThat(logIn(name, "un cafe\u0301 cre\u0300me").status()).isEqualTo(200);
    }

    @Test
    void row07_namesThatLookAlikeAreOneNameOrNone() throws IOException {
        String name = registered(Api.PASSWORD);
        assertProblem(register(name.toUpperCase(), Api.PASSWORD), 409);
        assertProblem(register(name + " ", Api.PASSWORD), 422);
        assertProblem(register(name + "\u200B", Api.PASSWORD), 422);
        assertProblem(register("\u0430" + name, Api.PASSWORD), 422); // Cyrillic
        assertThat(logIn(name.toUpperCase(), Api.PASSWORD).status()).isEqualTo(200);
        assertProblem(logIn(name + " ", Api.PASSWORD), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGIN, REGISTER})
    void row09_duplicateKeyIsRefused(String path) throws IOException {
        String name = Api.freshName();
        String body = body(name, Api.PASSWORD).replaceFirst("\\{", "{\"username\":\"" + name + "\",");
        assertProblem(http.post(path, body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$ne\":1}", "[]", "[\"jake\"]", "7", "true", "{}"})
    void row10_onlyStringsAreStrings(String value) throws IOException {
        for (String path : new String[] {LOGIN, REGISTER}) {
            assertProblem(http.post(path, "{\"username\":" + value + ",\"email\":\"a@b.c\",\"password\":\"x\"}"), 400);
            assertProblem(
                    http.post(path, "{\"username\":\"jake\",\"email\":\"a@b.c\",\"password\":" + value + "}"), 400);
        }
    }

    private static String registered(String password) throws IOException {
        String name = Api.freshName();
        Answer answer = register(name, password);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return name;
    }

    private static Answer register(String name, String password) throws IOException {
        return http.post(REGISTER, body(name, password));
    }

    private static Answer logIn(String name, String password) throws IOException {
        return http.post(LOGIN, body(name, password));
    }

    private static String body(String name, String password) {
        return Json.createObjectBuilder()
                .add("username", name)
                .add("email", Api.freshName() + "@precinct99.nypd")
                .add("password", password)
                .build()
                .toString();
    }

    private static Map<String, String> undated(Answer answer) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        return headers;
    }
}
