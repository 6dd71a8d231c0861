package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.Traffic;
import io.precinct99.TrafficLog;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL crashes, ends sessions, refuses, is cut off or falls silent under load; the login itself stays good. */
class DatabaseFaultsIT {
    private static final Stage STAGE = Stage.current();
    private static final String END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'precinct99' AND backend_type = 'client backend'";
    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("database-faults", STAGE);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void settle() throws Exception {
        server.process().awaitStatus("/health/ready", 200, Duration.ofSeconds(30));
    }

    @Test
    void fault14_databaseCrashes() throws Exception {
        Traffic traffic = server.traffic().forSeconds(2);
        long crashed = System.nanoTime();
        server.faults().crashDatabase(STAGE);
        double down = FaultyServer.secondsUntil(crashed, 30, () -> {
            try {
                server.sql("SELECT 1");
                return true;
            } catch (SQLException e) {
                return false; // it recovers
            }
        });
        TrafficLog log = traffic.forSeconds(5).stop();
        double failing = log.secondsOfFailures(crashed);
        log.report("fault14_databaseCrashes", String.format("down %.2f s, failures for %.2f s", down, failing))
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(failing).isLessThan(down + 4);
    }

    @Test
    void fault15_sessionsTerminated() throws Exception {
        List<String> logins = LeasedRoles.of(STAGE);
        Traffic traffic = server.traffic().forSeconds(1);
        for (int i = 0; i < 50; i++) {
            server.sql(END_SESSIONS);
            FaultyServer.pause(0.1);
        }
        traffic.forSeconds(1)
                .stop()
                .report("fault15_sessionsTerminated", "50 times in 5 s")
                .readsNeverFail()
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(LeasedRoles.of(STAGE)).as("no new login was needed").isEqualTo(logins);
    }

    @Test
    void fault17_connectionsExhausted() throws Exception {
        try {
            server.sql("ALTER DATABASE precinct99 CONNECTION LIMIT 0"); // 53300 for all but superusers
            server.sql(END_SESSIONS);
            Traffic traffic = server.traffic().forSeconds(4);
            double refusal = FaultyServer.refusesWithin(2 + FaultyServer.MACHINE, server::read);
            server.sql("ALTER DATABASE precinct99 CONNECTION LIMIT -1");
            long healed = System.nanoTime();
            TrafficLog log = traffic.forSeconds(5).stop();
            double failing = log.secondsOfFailures(healed);
            log.report(
                            "fault17_connectionsExhausted",
                            String.format("refusal in %.2f s, failures for %.2f s afterwards", refusal, failing))
                    .failuresAreHonest()
                    .acknowledgedWritesAreStored(STAGE);
            assertThat(failing).isLessThan(4);
            assertThat(log.slowestMillis() / 1e3).isLessThan(2 + FaultyServer.MACHINE);
        } finally {
            server.sql("ALTER DATABASE precinct99 CONNECTION LIMIT -1");
        }
    }

    @Test
    void fault18_tableLocked() throws Exception {
        List<String> logins = LeasedRoles.of(STAGE);
        Traffic traffic = server.traffic().forSeconds(1);
        TrafficLog crowd;
        double refusal;
        double others = 0;
        long released;
        try (Connection locker = STAGE.superuser();
                Statement lock = locker.createStatement()) {
            locker.setAutoCommit(false);
            lock.execute("LOCK TABLE precinct99.users IN ACCESS EXCLUSIVE MODE");
            Traffic waiting = server.crowd();
            for (int i = 0; i < 10; i++) {
                for (String path : List.of("/health/live", "/health/ready", "/.well-known/jwks.json")) {
                    others = Math.max(others, secondsOfAnswer(path));
                }
                FaultyServer.pause(0.5);
            }
            refusal = FaultyServer.refusesWithin(9, server::read); // two for a connection, five for the statement
            crowd = waiting.stop();
            released = System.nanoTime();
        }
        TrafficLog log = traffic.forSeconds(4).stop();
        double failing = log.secondsOfFailures(released);
        crowd.report("fault18_tableLocked (crowd)", "24 readers wait for 20 connections")
                .failuresAreHonest();
        log.report(
                        "fault18_tableLocked",
                        String.format(
                                "refusal in %.2f s, what needs no table in at most %.3f s, failures for %.2f s afterwards",
                                refusal, others, failing))
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(log.failed(false)).as("reads of the locked table").isNotEmpty();
        assertThat(Math.max(log.slowestMillis(), crowd.slowestMillis())).isLessThan(10_000);
        assertThat(others).as("seconds of what needs no table").isLessThan(3);
        assertThat(failing).isLessThan(3);
        assertThat(LeasedRoles.of(STAGE)).as("no new login was needed").isEqualTo(logins);
    }

    private static double secondsOfAnswer(String path) throws IOException {
        long began = System.nanoTime();
        assertThat(server.process().get(path).statusCode()).as(path).isEqualTo(200);
        return (System.nanoTime() - began) / 1e9;
    }

    @Test
    void fault19_packetsDropped() throws Exception {
        Traffic traffic = server.traffic().forSeconds(1);
        server.gates().database().silence();
        traffic.forSeconds(10 + FaultyServer.MACHINE);
        server.gates().database().open();
        long healed = System.nanoTime();
        TrafficLog log = traffic.forSeconds(8).stop();
        double failing = log.secondsOfFailures(healed);
        log.report(
                        "fault19_packetsDropped",
                        String.format(
                                "longest request %d ms, failures for %.2f s afterwards", log.slowestMillis(), failing))
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(log.slowestMillis() / 1e3).as("a thread is free again").isLessThan(11);
        assertThat(failing).isLessThan(5 + FaultyServer.MACHINE);
    }

    @Test
    void fault33_databaseCutOff() throws Exception {
        Traffic traffic = server.traffic().forSeconds(1);
        double refusal;
        try {
            server.gates().database().shut();
            traffic.forSeconds(8);
            refusal = FaultyServer.refusesWithin(4, server::read);
        } finally {
            server.gates().database().open();
        }
        long healed = System.nanoTime();
        TrafficLog log = traffic.forSeconds(8).stop();
        double failing = log.secondsOfFailures(healed);
        log.report(
                        "fault33_databaseCutOff",
                        String.format("refusal in %.2f s, failures for %.2f s afterwards", refusal, failing))
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(failing).isLessThan(5);
    }
}
