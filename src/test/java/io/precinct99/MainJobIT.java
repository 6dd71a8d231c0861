package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

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
            if (OS.LINUX.isCurrentOs()) {
                assertPasswordsAreHashedBehindRequests(server.pid());
            }
        }
        assertThat(LeasedRoles.of(stage)).isEmpty();
    }

    /** As Linux sees it: liberty/jvm.options reaches the JVM, and whether it is root's makes no difference. */
    private static void assertPasswordsAreHashedBehindRequests(long pid) throws IOException {
        List<String> nice = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.contains("(password-hashi")) { // Linux keeps 15 characters of a name
                    nice.add(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
                }
            }
        }
        assertThat(nice).isNotEmpty().containsOnly("4");
    }
}
