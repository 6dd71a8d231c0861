package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.LeasedRoles;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** SIGTERM: first no longer ready, then no longer there, with everything given back, and said. */
class StopIT {
    private static final Stage STAGE = Stage.current();

    @Test
    void saysThatItIsNotReadyServesOnAndGivesItsLoginBack() throws Exception {
        Set<String> others = new TreeSet<>(LeasedRoles.of(STAGE));
        LibertyServer server = LibertyServer.prepare("stop", STAGE, Map.of("PRECINCT99_OPERATIONS_STOP_DELAY", "PT8S"))
                .startReady();
        try {
            assertThat(server.get("/").headers().firstValue("Connection")).isEmpty();
            server.askToStop();
            server.awaitStatus("/health/ready", 503, Duration.ofSeconds(6));

            HttpResponse<String> ready = server.get("/api/v1/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"status\":\"not_ready\"", StopNotice.REASON);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> served = server.get("/");
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.headers().firstValue("Connection")).hasValue("close");

            server.awaitEnd();
            assertThat(LeasedRoles.of(STAGE)).isSubsetOf(others);
            assertThat(server.log())
                    .containsOnlyOnce("Not ready from now on")
                    .containsOnlyOnce("Gave back the database login at stop.")
                    .doesNotContain("Exception");
        } finally {
            server.kill();
        }
    }
}
