package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
