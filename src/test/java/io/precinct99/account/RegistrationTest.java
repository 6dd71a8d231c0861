package io.precinct99.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.FieldError;
import io.precinct99.problem.JsonBody;
import io.precinct99.problem.Problem;
import io.precinct99.problem.Problems;
import io.precinct99.problem.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    @Test
    void validRequestBecomesARegistration() {
        Registration registration = registration("Holt-1_x", "Ray.Holt+99@precinct99.nypd", "velvet thunder");
        assertThat(registration.username().value()).isEqualTo("Holt-1_x");
        assertThat(registration.username().canonical()).isEqualTo("holt-1_x");
        assertThat(registration.email().canonical()).isEqualTo("ray.holt+99@precinct99.nypd");
    }

    @Test
    void everyBrokenRuleIsReportedAtOnce() {
        Problem problem = Problems.thrownBy(() -> registration("x", "nowhere", "short"));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("username", "email", "password");
    }

    @Test
    void missingMembersAreNamed() {
        Problem problem = Problems.thrownBy(() -> Registration.of(body("{}")));
        assertThat(problem.errors()).extracting(FieldError::message).containsOnly("is required");
        assertThat(problem.errors()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a b c", "Admin ", "\u0430dmin", "admin\u200B", "ad/min", "jos\u00e9"})
    void otherNamesAreRefused(String name) {
        assertThat(Problems.thrownBy(() -> registration(name, "a@b.example", "velvet thunder"))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("username");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@b.example",
                "a@",
                "a@b",
                "a b@c.example",
                "a@b..example",
                ".a@b.example",
                "a@-b.example",
                "a@b.example\n",
                "a@b@c.example",
                "\"a\"@b.example",
                "\u00e4@b.example"
            })
    void otherAddressesAreRefused(String email) {
        assertThat(Problems.thrownBy(() -> registration("holt", email, "velvet thunder"))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("email");
    }

    @Test
    void addressOf255CharactersIsTheLongest() {
        String domain = ("d".repeat(49) + ".").repeat(3) + "d".repeat(36) + ".nypd";
        String fits = "a".repeat(63) + "@" + domain;
        assertThat(fits).hasSize(255);
        registration("holt", fits, "velvet thunder");
        Problems.thrownBy(() -> registration("holt", "a" + fits, "velvet thunder"));
    }

    private static Registration registration(String username, String email, String password) {
        String json = jakarta.json.Json.createObjectBuilder()
                .add("username", username)
                .add("email", email)
                .add("password", password)
                .build()
                .toString();
        return Registration.of(body(json));
    }

    private static JsonBody body(String json) {
        return new JsonBody(StrictJson.object(json.getBytes(UTF_8)));
    }
}
