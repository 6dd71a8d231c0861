package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.operations.scenario.Operator;
import io.precinct99.stage.Stage;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is rotated without its row in the audit trail, and a refused wish leaves none. */
class RotationsAuditIT {
    private static final String ROTATIONS = "/api/v1/operations/rotations";

    @Test
    void forcedRotationsAndTheirRowsComeTogether() throws Exception {
        Stage stage = Stage.current();
        try (FaultyServer server = FaultyServer.startReady("rotations-audit", stage)) {
            Operator operator = Operator.of(server);
            server.settle();
            List<String> roles = LeasedRoles.of(stage);

            server.sql("REVOKE INSERT ON precinct99.audit_log FROM precinct99_app");
            try {
                assertThat(rotate(server, operator).statusCode()).isEqualTo(503);
                FaultyServer.secondsUntil(
                        System.nanoTime(),
                        5,
                        () -> operator.rotations().stream()
                                .noneMatch(one -> one.getString("outcome").equals("running")));
                assertThat(operator.rotations().get(0).getString("outcome")).isEqualTo("failed");
                assertThat(LeasedRoles.of(stage)).isEqualTo(roles);
            } finally {
                server.sql("GRANT INSERT ON precinct99.audit_log TO precinct99_app");
            }
            assertThat(operator.forcedRotations()).isZero();

            HttpResponse<String> taken = rotate(server, operator);
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            String location = taken.headers().firstValue("Location").orElseThrow();
            assertThat(operator.audited("rotation.forced", location.substring(location.lastIndexOf('/') + 1)))
                    .isEqualTo("success rotation");

            assertThat(rotate(server, operator).statusCode()).isIn(409, 429);
            assertThat(operator.forcedRotations()).isEqualTo(1);
        }
    }

    private static HttpResponse<String> rotate(FaultyServer server, Operator operator) throws Exception {
        return server.api().post(ROTATIONS, "{}", operator.token());
    }
}
