package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Role;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;

/** What the proofs from outside share: people of any role, and what every refusal must look like. */
final class Outside {
    static final String JSON = "Content-Type: application/json\r\n";
    /** Traces, classes, messages of the server, HTML, SQL. */
    private static final String LEAKS =
            "(?s).*(Exception|\\bat [a-z]+\\.|java\\.|jakarta|com\\.ibm|SRVE|CWW|Liberty|<html|<H1|SELECT |26\\.0).*";

    private Outside() {}

    static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    static String token(FaultyServer server, Role role) throws IOException, SQLException {
        return server.api().logIn(server.somebody(role));
    }

    /** The status, as a problem document that says nothing about us. */
    static void assertProblem(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertProblem(answer);
    }

    static void assertProblem(RawHttp.Answer answer, int status, String code) {
        assertProblem(answer, status);
        assertThat(json(answer.body()).getString("code")).isEqualTo(code);
    }

    /** JSON that nobody keeps. */
    static JsonObject assertJson(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return json(answer.body());
    }

    /** As RFC 6750, section 3.1 has it. */
    static void assertTokenRefused(RawHttp.Answer answer) {
        assertProblem(answer, 401);
        assertThat(answer.header("www-authenticate")).contains("error=\"invalid_token\"");
    }

    static void assertProblem(RawHttp.Answer answer) {
        assertThat(answer.header("content-type")).as(answer.body()).isEqualTo("application/problem+json");
        JsonObject problem = json(answer.body());
        assertThat(problem).containsKeys("type", "title", "detail", "code");
        assertThat(problem.getInt("status")).isEqualTo(answer.status());
        assertThat(answer.body()).doesNotMatch(LEAKS);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
