package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemJsonTest {
    @Test
    void problemHasTheMembersOfRfc9457() {
        assertThat(json(Problem.notFound()))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"There is nothing here.\",\"code\":\"not_found\"}");
    }

    @Test
    void validationErrorsAreListed() {
        assertThat(json(Problem.invalid(List.of(new FieldError("e_mail", "is \"required\"")))))
                .contains("\"status\":422")
                .endsWith("\"errors\":[{\"field\":\"e_mail\",\"message\":\"is \\\"required\\\"\"}]}");
    }

    @Test
    void refusalsCarryTheirHeaders() {
        assertThat(Problem.unauthenticated().headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"precinct99\"");
        assertThat(Problem.invalidToken().headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"precinct99\", error=\"invalid_token\"");
        assertThat(Problem.tooManyRequests(7).headers()).containsEntry("Retry-After", "7");
        assertThat(Problem.unavailable("vault_unavailable", "Away.", 0).headers())
                .containsEntry("Retry-After", "1");
        assertThat(Problem.methodNotAllowed("GET").headers()).containsEntry("Allow", "GET");
    }

    /** Draft-ietf-httpapi-ratelimit-headers-11, section 5.1. */
    @Test
    void exceededQuotaIsATypeOfItsOwnAndBeingBusyIsNone() {
        String type = "https://iana.org/assignments/http-problem-types#quota-exceeded";
        String title = "Request cannot be satisfied as assigned quota has been exceeded";
        assertThat(json(Problem.tooManyRequests(7)))
                .startsWith("{\"type\":\"" + type + "\",\"title\":\"" + title + "\",\"status\":429,")
                .endsWith("\"code\":\"rate_limited\"}");
        assertThat(ProblemJson.example(429)).containsEntry("type", type).containsEntry("title", title);
        assertThat(json(Problem.busy("Full.", 2)))
                .startsWith("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,");
    }

    @Test
    void exampleIsWhatIsSent() {
        for (int status : new int[] {400, 401, 404, 429, 503}) {
            JsonObject example =
                    Json.createObjectBuilder(ProblemJson.example(status)).build();
            assertThat(json(StandardProblem.of(status))).isEqualTo(example.toString());
        }
    }

    @Test
    void everyStatusOfTheContainerHasAProblem() {
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 413, 414, 415, 431, 500, 501, 503}) {
            assertThat(StandardProblem.of(status).status()).isEqualTo(status);
            assertThat(StandardProblem.title(status)).isNotEqualTo("Error");
        }
        assertThat(StandardProblem.of(418).status()).isEqualTo(418);
        assertThat(StandardProblem.of(599).status()).isEqualTo(500);
    }

    private static String json(Problem problem) {
        return new String(ProblemJson.bytes(problem), UTF_8);
    }
}
