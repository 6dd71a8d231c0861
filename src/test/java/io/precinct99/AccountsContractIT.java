package io.precinct99;

import static io.precinct99.Outside.JSON;
import static io.precinct99.Outside.assertJson;
import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.assertTokenRefused;
import static io.precinct99.Outside.bearer;
import static io.precinct99.Outside.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract's section on accounts, to the letter: members, kinds, statuses, codes and headers. */
@Tag("embedded") // nothing in it depends on the stage
class AccountsContractIT {
    private static final String REGISTER = "/api/v1/auth/register";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String ME = "/api/v1/auth/me";
    private static final String CHANGE = "/api/v1/auth/password";
    private static final String JWKS = "/.well-known/jwks.json";

    private static FaultyServer server;
    private static RawHttp http;

    private final String name = "U" + Api.freshName();

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
    }

    @Test
    void registrationSaysWhoAndWhere() throws IOException {
        Answer answer = register(name, name);
        assertJson(answer, 201);
        assertThat(answer.header("location")).isEqualTo("/api/v1/auth/me");
        assertThat(Shape.of(answer.body())).isEqualTo(Map.of("id", "number", "username", "text", "message", "text"));
        assertThat(json(answer.body()).getString("username")).isEqualTo(name);
    }

    @Test
    void takenNameAndTakenAddressAreConflicts() throws IOException {
        register(name, name);
        String other = Api.freshName();
        assertProblem(register(name.toUpperCase(), other), 409, "username_taken");
        assertProblem(register(other, name.toUpperCase()), 409, "email_taken");
    }

    @Test
    void brokenRulesAreNamedByField() throws IOException {
        Answer answer = http.post(REGISTER, "{\"username\":\"x\",\"email\":\"x\"}");
        assertProblem(answer, 422, "validation_failed");
        assertThat(Shape.of(answer.body()))
                .isEqualTo(Map.of(
                        "type", "text", "title", "text", "status", "number", "detail", "text", "code", "text", "errors",
                        "list"));
        assertThat(json(answer.body()).getJsonArray("errors").getValuesAs(JsonObject.class))
                .allSatisfy(error -> assertThat(Shape.of(error)).isEqualTo(Map.of("field", "text", "message", "text")))
                .extracting(error -> error.getString("field"))
                .containsExactlyInAnyOrder("username", "email", "password");
    }

    @Test
    void logInAnswersAToken() throws IOException {
        JsonObject registered = json(register(name, name).body());
        Answer answer = logIn(name.toLowerCase(), Api.PASSWORD);
        assertJson(answer, 200);
        assertThat(Shape.of(answer.body()))
                .isEqualTo(Map.of("access_token", "text", "token_type", "text", "expires_in", "number"));
        JsonObject token = json(answer.body());
        assertThat(token.getString("token_type")).isEqualTo("Bearer");
        assertThat(token.getInt("expires_in")).isEqualTo(3600);
        assertClaims(part(token, 1), registered.getInt("id"));

        JsonObject header = part(token, 0);
        assertThat(Shape.of(header)).isEqualTo(Map.of("alg", "text", "typ", "text", "kid", "text"));
        assertThat(header.getString("alg")).isEqualTo("RS256");
        assertThat(header.getString("typ")).isEqualTo("at+jwt");
        assertThat(http.get(JWKS, "").body()).contains("\"" + header.getString("kid") + "\"");
    }

    private void assertClaims(JsonObject claims, int id) {
        assertThat(Shape.of(claims))
                .isEqualTo(Map.ofEntries(
                        Map.entry("iss", "text"),
                        Map.entry("sub", "text"),
                        Map.entry("aud", "text"),
                        Map.entry("iat", "number"),
                        Map.entry("nbf", "number"),
                        Map.entry("exp", "number"),
                        Map.entry("jti", "text"),
                        Map.entry("upn", "text"),
                        Map.entry("groups", "list"),
                        Map.entry("client_id", "text"),
                        Map.entry("user_id", "number"),
                        Map.entry("username", "text")));
        assertThat(claims.getString("iss")).isEqualTo("precinct99");
        assertThat(claims.getString("sub")).isEqualTo(String.valueOf(id));
        assertThat(claims.getString("aud")).isEqualTo("precinct99-api");
        assertThat(claims.getInt("nbf")).isEqualTo(claims.getInt("iat"));
        assertThat(claims.getInt("exp")).isEqualTo(claims.getInt("iat") + 3600);
        assertThat(claims.getString("upn")).isEqualTo(name);
        assertThat(claims.getJsonArray("groups").getValuesAs(JsonString::getString))
                .containsExactlyInAnyOrder("readonly", "user");
        assertThat(claims.getString("client_id")).isEqualTo("precinct99");
        assertThat(claims.getInt("user_id")).isEqualTo(id);
        assertThat(claims.getString("username")).isEqualTo(name);
    }

    @Test
    void wrongPasswordAndUnknownNameAreInvalidCredentials() throws IOException {
        register(name, name);
        for (Answer answer : new Answer[] {logIn(name, "wrong"), logIn(Api.freshName(), "wrong")}) {
            assertProblem(answer, 401, "invalid_credentials");
            assertThat(answer.header("www-authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void meIsTheWholeProfileUntilTheAccountIsGone() throws Exception {
        Instant before = Instant.now().minusSeconds(60);
        JsonObject registered = json(register(name, name).body());
        String bearer = bearer(server.api().logIn(name));
        Answer answer = http.get(ME, bearer);
        assertJson(answer, 200);
        assertThat(Shape.of(answer.body()))
                .isEqualTo(Map.of(
                        "id",
                        "number",
                        "username",
                        "text",
                        "email",
                        "text",
                        "roles",
                        "list",
                        "created_at",
                        "instant",
                        "updated_at",
                        "instant"));
        JsonObject me = json(answer.body());
        assertThat(me.getInt("id")).isEqualTo(registered.getInt("id"));
        assertThat(me.getString("username")).isEqualTo(name);
        assertThat(me.getString("email")).isEqualTo(name + "@precinct99.nypd");
        assertThat(me.getJsonArray("roles").getValuesAs(JsonString::getString))
                .containsExactlyInAnyOrder("readonly", "user");
        assertThat(Instant.parse(me.getString("created_at"))).isAfter(before);
        assertThat(me.getString("updated_at")).isEqualTo(me.getString("created_at"));

        server.sql("DELETE FROM precinct99.users WHERE id = " + me.getInt("id"));
        assertProblem(http.get(ME, bearer), 404, "not_found");
        assertProblem(http.get(ME, ""), 401, "authentication_required");
    }

    @Test
    void logOutAnswersNothingAndEndsTheToken() throws IOException {
        register(name, name);
        String bearer = bearer(server.api().logIn(name));
        assertNothing(http.send("POST", "/api/v1/auth/logout", bearer, null));
        assertTokenRefused(http.get(ME, bearer));
    }

    @Test
    void newPasswordAnswersNothingAndAWrongOneIs422() throws IOException {
        register(name, name);
        String bearer = bearer(server.api().logIn(name));
        assertProblem(change(bearer, "wrong", "another horse 99"), 422, "invalid_credentials");
        Answer broken = change(bearer, Api.PASSWORD, "short");
        assertProblem(broken, 422, "validation_failed");
        assertThat(json(broken.body()).getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("new_password");
        assertProblem(change("", Api.PASSWORD, "another horse 99"), 401, "authentication_required");
        assertNothing(change(bearer, Api.PASSWORD, "another horse 99"));
        assertThat(http.get(ME, bearer).status()).isEqualTo(200);
    }

    @Test
    void publicKeysMayBeKeptForFiveMinutes() throws IOException {
        Answer answer = http.get(JWKS, "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("public, max-age=300");
        assertThat(Shape.of(answer.body())).isEqualTo(Map.of("keys", "list"));
        assertThat(json(answer.body()).getJsonArray("keys").getValuesAs(JsonObject.class))
                .isNotEmpty()
                .allSatisfy(key -> {
                    assertThat(key.keySet()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
                    assertThat(key.getString("kty")).isEqualTo("RSA");
                    assertThat(key.getString("use")).isEqualTo("sig");
                    assertThat(key.getString("alg")).isEqualTo("RS256");
                    assertThat(Base64.getUrlDecoder().decode(key.getString("n")))
                            .hasSize(3072 / 8);
                });
    }

    private static Answer register(String name, String mailbox) throws IOException {
        return http.post(
                REGISTER,
                "{\"username\":\"" + name + "\",\"email\":\"" + mailbox + "@precinct99.nypd\",\"password\":\""
                        + Api.PASSWORD + "\"}");
    }

    private static Answer logIn(String name, String password) throws IOException {
        return http.post(LOGIN, "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private static Answer change(String bearer, String current, String wanted) throws IOException {
        String body = "{\"current_password\":\"" + current + "\",\"new_password\":\"" + wanted + "\"}";
        return http.send("POST", CHANGE, JSON + bearer, body.getBytes(UTF_8));
    }

    private static void assertNothing(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).doesNotContainKey("content-type");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    private static JsonObject part(JsonObject loggedIn, int number) {
        String part = loggedIn.getString("access_token").split("\\.")[number];
        return json(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }
}
