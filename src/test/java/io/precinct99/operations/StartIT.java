package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.FaultInjector;
import io.precinct99.stage.RealStage;
import io.precinct99.stage.Stage;
import io.precinct99.stage.vault.DevVault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A server that starts while something is missing, and servers that end: politely, or not. */
class StartIT {
    private static final Stage STAGE = Stage.current();
    private static final FaultInjector FAULTS = FaultInjector.of(STAGE);
    /** Whether it is good cannot be known before the keys are there, and does not matter to health. */
    private static final String SOME_TOKEN = "e30.e30.e30";

    @Test
    void fault01_agentAbsentAtStart() throws Exception {
        waits("fault01_agentAbsentAtStart", 5, "spire", FAULTS::killAgent, FAULTS::startAgent);
    }

    @Test
    void fault02_entryMissingAtStart() throws Exception {
        waits("fault02_entryMissingAtStart", 10, "spire", FAULTS::deleteEntry, FAULTS::createEntry);
    }

    @Test
    void fault06_sealedAtStart() throws Exception {
        waits("fault06_sealedAtStart", 5, "vault", FAULTS::seal, FAULTS::unseal);
    }

    @Test
    void fault23_killedServerLeavesALoginThatEndsByItself() throws Exception {
        Set<String> others = new TreeSet<>(LeasedRoles.of(STAGE));
        try {
            FAULTS.leaseLives(Duration.ofSeconds(8), Duration.ofSeconds(8));
            FaultyServer server = FaultyServer.startReady("killed", STAGE);
            Set<String> left = new TreeSet<>(LeasedRoles.of(STAGE));
            left.removeAll(others);
            assertThat(left).isNotEmpty();
            server.process().kill();
            long killed = System.nanoTime();
            server.gates().close();
            double gone = FaultyServer.secondsUntil(killed, 30, () -> others.containsAll(LeasedRoles.of(STAGE)));
            System.out.printf("figures fault23: the login of a killed server ended after %.2f s of its 8%n", gone);
            assertThat(gone).isLessThan(8 + FaultyServer.MACHINE);
        } finally {
            FAULTS.usualLives();
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    /** It starts, is alive, says what it waits for, and is ready soon after that came; and leaves nothing when it ends. */
    private static void waits(String test, double bound, String part, Step missing, Step comes) throws Exception {
        Set<String> others = new TreeSet<>(LeasedRoles.of(STAGE));
        long lent;
        missing.take();
        try (FaultyServer server = FaultyServer.prepare(test, STAGE)) {
            try {
                server.process().start();
                server.process().awaitStatus("/health/live", 200, Duration.ofSeconds(180));
                server.process().awaitStatus("/api/v1/health/ready", 503, Duration.ofSeconds(30));
                FaultyServer.pause(3); // back-offs have grown by now
                assertThat(reasons(server)).contains("\"" + part + "\":\"not_ready\"", "\"reasons\":");
            } finally {
                comes.take();
            }
            double ready = FaultyServer.secondsUntil(System.nanoTime(), 40, server::isReady);
            System.out.printf("figures %s: ready after %.2f s%n", test, ready);
            server.logSomebodyIn();
            assertThat(server.read().statusCode()).isEqualTo(200);
            assertThat(health(server).statusCode()).isEqualTo(200);
            assertThat(ready).isLessThan(bound + FaultyServer.MACHINE);
            lent = lentByTheVault();
        }
        assertThat(LeasedRoles.of(STAGE)).isSubsetOf(others);
        assertThat(lentByTheVault())
                .as("without a lease, its token and the token for everything else")
                .isLessThanOrEqualTo(lent - 3);
    }

    /** Leases and tokens that live. */
    private static long lentByTheVault() throws IOException {
        return STAGE instanceof RealStage real
                ? real.run("leases").lines().count()
                        + real.run("tokens").lines().count()
                : embedded().liveLeases() + embedded().liveTokens();
    }

    private static DevVault embedded() {
        return ((EmbeddedStage) STAGE).vault();
    }

    private static String reasons(FaultyServer server) throws IOException {
        assertThat(health(server).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = server.api().get("/api/v1/health/ready", SOME_TOKEN);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return answer.body();
    }

    private static HttpResponse<String> health(FaultyServer server) throws IOException {
        return server.api().get("/api/v1/health", SOME_TOKEN);
    }
}
