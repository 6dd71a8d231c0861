package io.precinct99.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.Metrics;
import io.precinct99.Traffic;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The SPIFFE agent dies, freezes, or knows us no longer while people are served. Needs a stage with short-lived SVIDs: the
 * embedded one of this class has them, a real one is started with {@code STAGE_SVID_TTL=30s}.
 */
class AgentFaultsIT {
    private static Stage stage;
    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        stage = ShortLivedIdentities.stage();
        server = FaultyServer.startReady("agent-faults", stage);
        assertThat(secondsOfSvid())
                .as("an SVID of this stage lives for seconds")
                .isBetween(0.0, 60.0);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        ShortLivedIdentities.end(stage);
    }

    @Test
    void fault03_agentKilledOften() throws Exception {
        server.process().awaitStatus("/health/ready", 200, Duration.ofSeconds(30));
        Traffic traffic = server.traffic().forSeconds(1);
        double slowest = 0;
        for (int i = 0; i < 4; i++) {
            server.faults().killAgent();
            FaultyServer.pause(1);
            double before = endOfSvid(); // while nobody can bring a new one
            server.faults().startAgent();
            long back = System.nanoTime();
            slowest = Math.max(slowest, FaultyServer.secondsUntil(back, 30, () -> endOfSvid() > before + 0.5));
        }
        traffic.stop()
                .report(
                        "fault03_agentKilledOften",
                        String.format("a new SVID at most %.2f s after each start", slowest))
                .readsNeverFail()
                .writesNeverFail()
                .acknowledgedWritesAreStored(stage);
        assertThat(slowest).isLessThan(10 + FaultyServer.MACHINE);
    }

    @Test
    void fault04_agentFrozenBeyondSvidLife() throws Exception {
        server.process().awaitStatus("/health/ready", 200, Duration.ofSeconds(30));
        Traffic traffic = server.traffic();
        double life;
        double until;
        try {
            server.faults().freezeAgent();
            long frozen = System.nanoTime();
            life = secondsOfSvid(); // from now on nobody brings another
            until = FaultyServer.secondsUntil(frozen, 60, () -> !server.isReady());
            assertThat(secondsOfSvid()).as("no SVID is in use").isNegative();
            assertThat(server.process().get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            server.faults().thawAgent();
        }
        double back = FaultyServer.secondsUntil(System.nanoTime(), 30, server::isReady);
        traffic.forSeconds(1)
                .stop()
                .report(
                        "fault04_agentFrozenBeyondSvidLife",
                        String.format("SVID had %.1f s, not ready after %.1f s, back in %.2f s", life, until, back))
                .readsNeverFail() // the lease lives
                .acknowledgedWritesAreStored(stage);
        assertThat(until).as("seconds until it is not ready").isBetween(life - 2, life + 2 + FaultyServer.MACHINE);
        assertThat(back).isLessThan(10 + FaultyServer.MACHINE);
    }

    @Test
    void fault02_entryDeletedWhileRunning() throws Exception {
        server.process().awaitStatus("/health/ready", 200, Duration.ofSeconds(30));
        Traffic traffic = server.traffic();
        try {
            server.faults().deleteEntry();
            FaultyServer.secondsUntil(System.nanoTime(), 90, () -> !server.isReady());
        } finally {
            server.faults().createEntry();
        }
        double back = FaultyServer.secondsUntil(System.nanoTime(), 40, server::isReady);
        traffic.stop()
                .report("fault02_entryDeletedWhileRunning", String.format("ready %.2f s after it was created", back))
                .readsNeverFail()
                .acknowledgedWritesAreStored(stage);
        assertThat(back).isLessThan(10 + FaultyServer.MACHINE);
    }

    /** In seconds of this JVM's clock: a new SVID may have less life left than the one before it had, but ends later. */
    private static double endOfSvid() throws IOException {
        return System.nanoTime() / 1e9 + secondsOfSvid();
    }

    /** Negative when there is none in use. */
    private static double secondsOfSvid() throws IOException {
        return Metrics.of(server.api()).value("precinct99_svid_expiry_seconds");
    }
}
