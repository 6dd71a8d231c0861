package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.Replicas;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guessing is stopped by name and by address, on all replicas together. Every test has addresses and names of its own. */
@Tag("embedded") // PostgreSQL decides, and it is the real one there too
class LockoutIT {
    private static final Stage STAGE = Stage.current();
    private static Replicas replicas;
    private final String name = Api.freshName();

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.start("lockout", STAGE, Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        replicas.close();
    }

    @Test
    void fiveFailuresLockANameOnEveryReplica() throws Exception {
        replicas.one().register(name);
        String token = replicas.one().logIn(name);
        for (int i = 0; i < 5; i++) {
            Api replica = i % 2 == 0 ? replicas.one() : replicas.other();
            assertThat(guess(replica, name, "wrong").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> wrong = guess(replicas.one(), name, "wrong");
        HttpResponse<String> right = guess(replicas.other(), name, Api.PASSWORD);
        assertThat(right.statusCode()).isEqualTo(401);
        assertThat(right.body()).isEqualTo(wrong.body());
        assertThat(replicas.other().get("/api/v1/auth/me", token).statusCode())
                .as("tokens already issued live on")
                .isEqualTo(200);
        assertThat(changePassword(token).statusCode())
                .as("a right current password while locked")
                .isEqualTo(422);
    }

    @Test
    void successResetsTheName() throws Exception {
        replicas.one().register(name);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                guess(replicas.one(), name, "wrong");
            }
            replicas.other().logIn(name);
        }
    }

    @Test
    void wrongCurrentPasswordCounts() throws Exception {
        replicas.one().register(name);
        String token = replicas.one().logIn(name);
        for (int i = 0; i < 5; i++) {
            changePasswordFrom("wrong", token);
        }
        assertThat(guess(replicas.one(), name, Api.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void lockEndsByItself() throws Exception {
        replicas.one().register(name);
        for (int i = 0; i < 6; i++) {
            guess(replicas.one(), name, "wrong");
        }
        assertThat(guess(replicas.one(), name, Api.PASSWORD).statusCode()).isEqualTo(401);
        later("name " + name);
        replicas.one().logIn(name);
    }

    @Test
    void row08_of200ParallelGuessesAtMostTenAreCompared() throws Exception {
        replicas.one().register(name);
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Api replica = i % 2 == 0 ? replicas.one() : replicas.other();
            guesses.add(() -> guess(replica, name, "wrong").statusCode());
        }
        assertThat(inParallel(guesses, 40)).containsOnly(401);
        int compared = rows("login.failed");
        System.out.printf("figures 200 parallel guesses: %d compared%n", compared);
        assertThat(compared).isBetween(5, 10);
        assertThat(rows("login.locked")).isEqualTo(200 - compared);
    }

    @Test
    void row07_fiveHundredSpellingsAreOneName() throws Exception {
        replicas.one().register(name);
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String spelling = spelling(name, i);
            guesses.add(
                    () -> guess(replicas.one(), spelling, Api.PASSWORD + " ").statusCode());
        }
        assertThat(inParallel(guesses, 8)).containsOnly(401);
        assertThat(rows("login.failed")).isLessThanOrEqualTo(10);
        assertThat(guess(replicas.other(), name, Api.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void unknownNamesAreLockedAndAnsweredAlike() throws Exception {
        replicas.one().register(name);
        List<String> answers = new ArrayList<>();
        for (String tried : List.of(name, Api.freshName(), "not a name!", "x")) {
            for (int i = 0; i < 7; i++) {
                HttpResponse<String> answer = guess(replicas.one(), tried, "wrong");
                answers.add(answer.statusCode() + answer.body());
            }
        }
        assertThat(answers).allMatch(answers.get(0)::equals);
    }

    @Test
    void fiftyFailuresLockAnAddressAndNoOther() throws Exception {
        replicas.one().register(name);
        Api attacker = replicas.one().from("198.51.100.7");
        for (int i = 0; i < 50; i++) {
            assertThat(attacker.tryLogIn(Api.freshName(), "wrong").statusCode()).isEqualTo(401);
        }
        assertThat(attacker.tryLogIn(name, Api.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(replicas.other()
                        .from("198.51.100.7")
                        .tryLogIn(name, Api.PASSWORD)
                        .statusCode())
                .isEqualTo(401);
        assertThat(replicas.other()
                        .from("198.51.100.8")
                        .tryLogIn(name, Api.PASSWORD)
                        .statusCode())
                .isEqualTo(200);
    }

    /** Every guess from an address of its own, so that only the name counts. */
    private static HttpResponse<String> guess(Api replica, String name, String password) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return replica.from("10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256))
                .tryLogIn(name, password);
    }

    private static HttpResponse<String> changePassword(String token) throws IOException {
        return changePasswordFrom(Api.PASSWORD, token);
    }

    private static HttpResponse<String> changePasswordFrom(String current, String token) throws IOException {
        return replicas.one()
                .post(
                        "/api/v1/auth/password",
                        "{\"current_password\":\"" + current + "\",\"new_password\":\"another horse 99\"}",
                        token);
    }

    private static String spelling(String name, int bits) {
        StringBuilder spelling = new StringBuilder(name);
        for (int i = 0; i < name.length() && bits >> i != 0; i++) {
            if ((bits >> i & 1) == 1) {
                spelling.setCharAt(i, Character.toUpperCase(name.charAt(i)));
            }
        }
        return spelling.toString();
    }

    private static <T> List<T> inParallel(List<Callable<T>> calls, int threads) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<T> results = new ArrayList<>();
        for (var call : executor.invokeAll(calls)) {
            results.add(call.get());
        }
        executor.shutdown();
        return results;
    }

    /** Rows of the trail about this test's account. */
    private int rows(String action) throws SQLException {
        try (Connection connection = STAGE.superuser();
                PreparedStatement count = connection.prepareStatement("""
                        SELECT count(*) FROM precinct99.audit_log a JOIN precinct99.users u ON a.resource_id = u.id::text
                        WHERE u.username = ? AND a.action = ?
                        """)) {
            count.setString(1, name);
            count.setString(2, action);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** A quarter of an hour passes for one key. */
    private static void later(String key) throws SQLException {
        try (Connection connection = STAGE.superuser();
                PreparedStatement move = connection.prepareStatement(
                        "UPDATE precinct99.lockouts SET locked_until = locked_until - interval '15 min' WHERE key = ?")) {
            move.setString(1, key);
            assertThat(move.executeUpdate()).isEqualTo(1);
        }
    }
}
