package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.Shape;
import io.precinct99.operations.scenario.Operator;
import io.precinct99.stage.Background;
import io.precinct99.stage.Stage;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is rotated without its row in the audit trail, and a refused wish leaves none. */
class RotationsAuditIT {
    private static final String ROTATIONS = "/api/v1/operations/rotations";
    private static final Stage STAGE = Stage.current();
    private static FaultyServer server;
    private Operator operator;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("rotations-audit", STAGE);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void settle() throws Exception {
        operator = Operator.of(server);
        server.settle();
    }

    @Test
    void forcedRotationsAndTheirRowsComeTogether() throws Exception {
        List<String> roles = LeasedRoles.of(STAGE);
        server.sql("REVOKE INSERT ON precinct99.audit_log FROM precinct99_app");
        try {
            assertThat(rotate().statusCode()).isEqualTo(503);
            awaitNoneRunning();
            assertThat(operator.rotations().get(0).getString("outcome")).isEqualTo("failed");
            assertThat(LeasedRoles.of(STAGE)).isEqualTo(roles);
        } finally {
            server.sql("GRANT INSERT ON precinct99.audit_log TO precinct99_app");
        }
        assertThat(operator.forcedRotations()).isZero();

        HttpResponse<String> taken = rotate();
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(Shape.of(taken.body()))
                .isEqualTo(Map.of("number", "number", "cause", "text", "started_at", "instant", "outcome", "text"));
        assertThat(taken.body()).contains("\"cause\":\"manual\"", "\"outcome\":\"running\"");
        String location = taken.headers().firstValue("Location").orElseThrow();
        String number = location.substring(location.lastIndexOf('/') + 1);
        assertThat(location).isEqualTo(ROTATIONS + "/" + number);
        assertThat(operator.audited("rotation.forced", number)).isEqualTo("success rotation");
        awaitNoneRunning();
        assertThat(server.api().get(location, operator.token()).body()).contains("\"outcome\":\"succeeded\"");
        assertThat(operator.forcedRotations()).isEqualTo(1);
    }

    /** The old login is busy until its statement ends, and so long the rotation runs. */
    @Test
    void wishIsRefusedWhileOneRuns() throws Exception {
        try (Connection connection = STAGE.superuser();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("LOCK TABLE precinct99.users IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Integer> busy = Background.supply(this::read);
            FaultyServer.secondsUntil(System.nanoTime(), 10, () -> someoneWaitsForUsers(sql));
            assertThat(rotate().statusCode()).isEqualTo(202);
            HttpResponse<String> second = rotate();
            assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
            assertThat(second.body()).contains("\"code\":\"rotation_running\"");
            connection.rollback();
            assertThat(busy.join()).isEqualTo(200);
        }
        assertThat(operator.forcedRotations()).isEqualTo(1);
        awaitNoneRunning();
    }

    @Test
    void wishIsRefusedSoonAfterOneThatWasTaken() throws Exception {
        int taken = 0;
        HttpResponse<String> answer = rotate();
        while (answer.statusCode() != 429 && taken < 5) { // a machine that stands still lets more than one be taken
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            taken++;
            awaitNoneRunning();
            answer = rotate();
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.body()).contains("\"code\":\"rate_limited\"");
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-5]");
        assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"rotation\";q=1;w=5");
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).matches("\"rotation\";r=0;t=[1-5]");
        assertThat(operator.forcedRotations()).isEqualTo(taken).isPositive();
    }

    private HttpResponse<String> rotate() throws Exception {
        return server.api().post(ROTATIONS, "{}", operator.token());
    }

    private int read() {
        try {
            return server.read().statusCode();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void awaitNoneRunning() throws Exception {
        FaultyServer.secondsUntil(
                System.nanoTime(),
                20,
                () -> operator.rotations().stream()
                        .noneMatch(one -> one.getString("outcome").equals("running")));
    }

    private static boolean someoneWaitsForUsers(Statement sql) throws SQLException {
        try (var rows = sql.executeQuery(
                "SELECT 1 FROM pg_locks WHERE relation = 'precinct99.users'::regclass AND NOT granted")) {
            return rows.next();
        }
    }
}
