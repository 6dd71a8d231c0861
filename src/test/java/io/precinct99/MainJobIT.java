package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The main job, from an empty folder: start, identity, log-in, lease, an answer from a table, and nothing left behind. */
class MainJobIT {

    @Test
    void servesPeopleOnALeaseAndLeavesNothingBehind() throws Exception {
        Stage stage = Stage.current();
        try (LibertyServer server =
                LibertyServer.prepare("main-job", stage, Map.of()).start()) {
            server.awaitStatus("/health/ready", 200, Duration.ofSeconds(120));
            Api api = new Api(server.uri());
            String name = Api.freshName();
            api.register(name);
            String token = api.logIn(name);
            assertThat(api.get("/api/v1/auth/me", token).body()).contains("\"username\":\"" + name + "\"");
            assertThat(LeasedRoles.of(stage)).hasSize(1);
        }
        assertThat(LeasedRoles.of(stage)).isEmpty();
    }
}
