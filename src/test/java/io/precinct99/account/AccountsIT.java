package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.FaultyServer;
import io.precinct99.Replicas;
import io.precinct99.stage.Background;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts on two replicas: one name has one account; log-out and a new password end tokens everywhere. */
class AccountsIT {
    private static final String ME = "/api/v1/auth/me";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String NEW_PASSWORD = "another horse, another battery";
    private static Replicas replicas;
    private final String name = Api.freshName();

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.start(
                "accounts",
                Stage.current(),
                Map.of("OTEL_SDK_DISABLED", "false", "OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none"));
    }

    @AfterAll
    static void stop() throws IOException {
        replicas.close();
    }

    @BeforeEach
    void register() throws IOException {
        replicas.one().register(name);
    }

    @Test
    void logoutEndsTheTokenHereAtOnceAndElsewhereWithinASecond() throws Exception {
        String another = replicas.one().logIn(name);
        double soonest = Double.MAX_VALUE;
        for (int i = 0; i < 3 && soonest > 1; i++) { // a machine that stands still makes no replica late
            soonest = Math.min(soonest, secondsFromLogoutToItsEndElsewhere());
        }
        System.out.printf("figures logout on the other replica: %.2f s%n", soonest);
        assertThat(soonest).isLessThanOrEqualTo(1);
        assertThat(replicas.other().get(ME, another).statusCode())
                .as("a token of another log-in")
                .isEqualTo(200);
    }

    private double secondsFromLogoutToItsEndElsewhere() throws Exception {
        String token = replicas.one().logIn(name);
        assertThat(replicas.other().get(ME, token).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = replicas.one().post(LOGOUT, "", token);
        long answered = System.nanoTime();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(replicas.one().get(ME, token).statusCode()).isEqualTo(401);
        double seconds = FaultyServer.secondsUntil(
                answered, 10, () -> replicas.other().get(ME, token).statusCode() == 401);
        assertThat(replicas.one().post(LOGOUT, "", token).statusCode()).isEqualTo(401);
        return seconds;
    }

    @Test
    void newPasswordEndsOtherTokensAndSparesThePresentedOne() throws Exception {
        double soonest = Double.MAX_VALUE;
        String password = Api.PASSWORD;
        for (int i = 0; i < 3 && soonest > 1; i++) { // a machine that stands still makes no replica late
            soonest = Math.min(soonest, secondsFromANewPasswordToItsEffectElsewhere(password, NEW_PASSWORD + i));
            password = NEW_PASSWORD + i;
        }
        System.out.printf("figures new password on the other replica: %.2f s%n", soonest);
        assertThat(soonest).isLessThanOrEqualTo(1);
    }

    private double secondsFromANewPasswordToItsEffectElsewhere(String password, String wanted) throws Exception {
        String presented = replicas.one().logIn(name, password);
        String here = replicas.one().logIn(name, password);
        String there = replicas.other().logIn(name, password);
        HttpResponse<String> answer = change(replicas.one(), presented, password, wanted);
        long answered = System.nanoTime();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(replicas.one().get(ME, here).statusCode()).isEqualTo(401);
        assertThat(replicas.one().get(ME, there).statusCode()).isEqualTo(401);
        double seconds = FaultyServer.secondsUntil(
                answered, 10, () -> replicas.other().get(ME, there).statusCode() == 401);
        assertThat(replicas.other().get(ME, here).statusCode()).isEqualTo(401);
        assertThat(replicas.other().get(ME, presented).statusCode()).isEqualTo(200);
        assertThat(replicas.one().tryLogIn(name, password).statusCode()).isEqualTo(401);
        String fresh = replicas.other().logIn(name, wanted);
        assertThat(replicas.one().get(ME, fresh).statusCode())
                .as("a token from the second of the change")
                .isEqualTo(200);
        return seconds;
    }

    @Test
    void wrongCurrentPasswordIs422AndChangesNothing() throws Exception {
        String token = replicas.one().logIn(name);
        HttpResponse<String> answer = change(replicas.one(), token, "not the password", NEW_PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"invalid_credentials\"");
        assertThat(replicas.one().logIn(name)).isNotEmpty();
    }

    @Test
    void newPasswordObeysTheRulesOfRegistration() throws Exception {
        String token = replicas.one().logIn(name);
        for (String bad : new String[] {"short", "x".repeat(101), "password", name, name + "@precinct99.nypd"}) {
            HttpResponse<String> answer = change(replicas.one(), token, Api.PASSWORD, bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(422);
            assertThat(answer.body()).contains("\"field\":\"new_password\"").doesNotContain(name);
        }
    }

    @Test
    void twoChangesAtOnceHaveOneWinner() throws Exception {
        String token = replicas.one().logIn(name);
        var first = Background.supply(() -> changeTo(replicas.one(), token, "first"));
        var second = Background.supply(() -> changeTo(replicas.other(), token, "second"));
        assertThat(new int[] {first.join(), second.join()}).containsExactlyInAnyOrder(204, 422);
    }

    @Test
    void concurrentRegistrationsOfOneNameOpenOneAccount() throws Exception {
        String wanted = Api.freshName();
        Map<Integer, Long> answers = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> register(
                        i % 2 == 0 ? replicas.one() : replicas.other(),
                        i % 3 == 0 ? wanted.toUpperCase(Locale.ROOT) : wanted,
                        i % 4 == 0 ? wanted + "@precinct99.nypd" : i + wanted + "@precinct99.nypd"))
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(answers).isEqualTo(Map.of(201, 1L, 409, 23L));
    }

    @Test
    void concurrentRegistrationsOfOneAddressOpenOneAccount() throws Exception {
        String address = Api.freshName() + "@precinct99.nypd";
        Map<Integer, Long> answers = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> register(
                        replicas.one(), Api.freshName(), i % 2 == 0 ? address : address.toUpperCase(Locale.ROOT)))
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(answers).isEqualTo(Map.of(201, 1L, 409, 11L));
    }

    /** Traces over REST (W3C Trace Context), where OpenTelemetry is switched on. */
    @Test
    void traceOfTheRequestIsInTheTrail() throws Exception {
        String trace = UUID.randomUUID().toString().replace("-", "");
        replicas.one().traced(trace).tryLogIn(name, "wrong");
        try (Connection connection = Stage.current().superuser();
                PreparedStatement query =
                        connection.prepareStatement("SELECT action FROM precinct99.audit_log WHERE trace_id = ?")) {
            query.setString(1, trace);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("login.failed");
            }
        }
    }

    @Test
    void hashOfAnotherCostIsMadeAnewAtLogIn() throws Exception {
        String costs = passwordHash().substring(0, 7);
        String token = replicas.one().logIn(name);
        Passwords elsewhere = new Passwords(5, new HashingSlots(1, 1));
        try (Connection connection = Stage.current().superuser();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE precinct99.users SET password_hash = ? WHERE username = ?")) {
            update.setString(1, elsewhere.hash(new Password(Api.PASSWORD)));
            update.setString(2, name);
            assertThat(update.executeUpdate()).isOne();
        }
        replicas.one().tryLogIn(name, "wrong");
        assertThat(passwordHash()).startsWith("$2b$05$");
        replicas.one().logIn(name);
        assertThat(passwordHash()).startsWith(costs);
        replicas.other().logIn(name);
        assertThat(replicas.one().get(ME, token).statusCode())
                .as("a token from before")
                .isEqualTo(200);
    }

    private String passwordHash() throws SQLException {
        try (Connection connection = Stage.current().superuser();
                PreparedStatement query =
                        connection.prepareStatement("SELECT password_hash FROM precinct99.users WHERE username = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    @Test
    void nobodyLogsOutOrChangesAPasswordWithoutAToken() throws Exception {
        assertThat(replicas.one().post(LOGOUT, "", null).statusCode()).isEqualTo(401);
        assertThat(change(replicas.one(), null, Api.PASSWORD, NEW_PASSWORD).statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> register(Api api, String name, String email) {
        try {
            return api.post(
                    "/api/v1/auth/register",
                    "{\"username\":\"" + name + "\",\"email\":\"" + email + "\",\"password\":\"" + Api.PASSWORD + "\"}",
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int changeTo(Api api, String token, String to) {
        try {
            return change(api, token, Api.PASSWORD, NEW_PASSWORD + to).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> change(Api api, String token, String current, String wanted)
            throws IOException {
        return api.post(
                "/api/v1/auth/password",
                "{\"current_password\":\"" + current + "\",\"new_password\":\"" + wanted + "\"}",
                token);
    }
}
