package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
    @Test
    void missingAndNullMembersAreReportedTogether() {
        JsonBody body = body("{\"email\": null}");
        body.text("user_name", Function.identity());
        body.text("email", Function.identity());

        Problem problem = Problems.thrownBy(body::check);

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .containsExactly(new FieldError("user_name", "is required"), new FieldError("email", "is required"));
    }

    @Test
    void brokenRuleIsReportedWithoutTheValue() {
        JsonBody body = body("{\"name\": \"secret value\"}");
        body.text("name", text -> {
            throw new IllegalArgumentException("must be shorter");
        });

        Problem problem = Problems.thrownBy(body::check);

        assertThat(problem.errors()).containsExactly(new FieldError("name", "must be shorter"));
        assertThat(new String(ProblemJson.bytes(problem), UTF_8)).doesNotContain("secret value");
    }

    @Test
    void otherJsonTypeThanStringIsMalformed() {
        for (String value : new String[] {"1", "true", "[]", "[\"a\"]", "{\"$ne\": 1}"}) {
            JsonBody body = body("{\"name\": " + value + "}");
            assertThat(Problems.thrownBy(() -> body.text("name", Function.identity()))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void nulAndHalfSurrogatesAreMalformed() {
        for (String text : new String[] {"a\\u0000b", "a\\ud83d", "\\ude00b", "\\ude00\\ud83d"}) {
            JsonBody body = body("{\"name\": \"" + text + "\"}");
            assertThat(Problems.thrownBy(() -> body.text("name", Function.identity()))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void surrogatePairsAndUnknownMembersAreFine() {
        JsonBody body = body("{\"name\": \"\\ud83d\\ude00\", \"more\": 1}");
        assertThat(body.text("name", Function.identity())).isEqualTo("😀");
        body.check();
    }

    private static JsonBody body(String json) {
        return new JsonBody(StrictJson.object(json.getBytes(UTF_8)));
    }
}
