package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.Traffic;
import io.precinct99.TrafficLog;
import io.precinct99.stage.RealStage;
import io.precinct99.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL as a process is killed and started again, or frozen: only a real stage can do that. */
@Tag("real")
class DatabaseRestartIT {
    private static final RealStage STAGE = (RealStage) Stage.current();
    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("database-restart", STAGE);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void fault14_databaseKilledAndStarted() throws Exception {
        List<String> logins = LeasedRoles.of(STAGE);
        for (int i = 0; i < 3; i++) {
            Traffic traffic = server.traffic().forSeconds(1);
            STAGE.run("kill", "postgres");
            STAGE.run("start", "postgres");
            long up = System.nanoTime();
            TrafficLog log = traffic.forSeconds(5).stop();
            double failing = log.secondsOfFailures(up);
            log.report(
                            "fault14_databaseKilledAndStarted",
                            String.format("failures for %.2f s after its start", failing))
                    .failuresAreHonest()
                    .acknowledgedWritesAreStored(STAGE);
            assertThat(failing).isLessThan(4);
        }
        assertThat(LeasedRoles.of(STAGE)).as("the login is still good").isEqualTo(logins);
    }

    @Test
    void fault19_databaseFrozen() throws Exception {
        Traffic traffic = server.traffic().forSeconds(1);
        long thawed;
        try {
            STAGE.run("freeze", "postgres");
            traffic.forSeconds(10 + FaultyServer.MACHINE);
        } finally {
            STAGE.run("thaw", "postgres");
            thawed = System.nanoTime();
        }
        TrafficLog log = traffic.forSeconds(8).stop();
        double failing = log.secondsOfFailures(thawed);
        log.report("fault19_databaseFrozen", String.format("failures for %.2f s afterwards", failing))
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(log.slowestMillis() / 1e3).as("a thread is free again").isLessThan(10 + FaultyServer.MACHINE);
        assertThat(failing).isLessThan(5);
    }
}
