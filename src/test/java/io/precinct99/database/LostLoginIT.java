package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.Traffic;
import io.precinct99.TrafficLog;
import io.precinct99.stage.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The login ends under load: dropped, revoked, with its token, or because its life is over. */
class LostLoginIT {
    private static final Stage STAGE = Stage.current();
    /** Seconds until a lost login is replaced, and nobody fails for it any more: row 11 has two, a shared machine may need more. */
    private static final double MOST = 4;

    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("lost-login", STAGE);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void settle() throws Exception {
        server.settle();
    }

    @Test
    void fault10_tokenRevoked() throws Exception {
        loses("fault10_tokenRevoked", server.faults()::revokeTokens);
        double back = FaultyServer.secondsUntil(
                System.nanoTime(),
                5 + FaultyServer.MACHINE,
                () -> server.logIn().statusCode() == 200);
        System.out.printf("figures fault10_tokenRevoked: log-in works %.2f s after the load%n", back);
    }

    @Test
    void fault11_roleDropped() throws Exception {
        loses("fault11_roleDropped", () -> {
            for (String role : LeasedRoles.of(STAGE)) {
                server.sql("DROP ROLE \"" + role + "\"");
            }
        });
    }

    @Test
    void fault11_leaseRevoked() throws Exception {
        loses("fault11_leaseRevoked", server.faults()::revokeLeases);
    }

    @Test
    void fault13_maxLifeReached() throws Exception {
        try {
            server.faults().leaseLives(Duration.ofSeconds(6), Duration.ofSeconds(6));
            server.faults().revokeLeases(); // the next one lives for six seconds
            FaultyServer.pause(1);
            server.settle();
            Set<String> seen = new HashSet<>();
            int most = 0;
            Traffic traffic = server.traffic();
            long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (System.nanoTime() - end < 0) {
                List<String> now = LeasedRoles.of(STAGE);
                seen.addAll(now);
                most = Math.max(most, now.size());
                FaultyServer.pause(0.05);
            }
            traffic.stop()
                    .report("fault13_maxLifeReached", seen.size() + " logins in 15 s, at most " + most + " at a time")
                    .readsNeverFail()
                    .writesNeverFail()
                    .acknowledgedWritesAreStored(STAGE);
            assertThat(seen).hasSizeGreaterThanOrEqualTo(4);
            assertThat(most).isLessThanOrEqualTo(2);
        } finally {
            server.faults().usualLives();
        }
    }

    /** Nobody in the process saw the end of the login come, and nobody uses it afterwards. */
    @Test
    void fault32_pausedProcess() throws Exception {
        try {
            server.faults().leaseLives(Duration.ofSeconds(6), Duration.ofSeconds(6));
            server.faults().revokeLeases(); // the next one lives for six seconds
            FaultyServer.secondsUntil(System.nanoTime(), 10, () -> server.read().statusCode() == 200);
            server.settle();
            int said = server.process().log().length();
            Traffic traffic; // begins in the pause, so that every request is one of the first after it
            Traffic crowd;
            long woken;
            double ended;
            try {
                server.process().pause();
                traffic = server.traffic();
                crowd = server.crowd();
                ended = FaultyServer.secondsUntil(
                        System.nanoTime(), 12, () -> LeasedRoles.of(STAGE).isEmpty());
            } finally {
                server.process().resume();
                woken = System.nanoTime();
            }
            double ready = FaultyServer.secondsUntil(woken, 10, server::isReady);
            crowd.stop().report("fault32_pausedProcess (crowd)", "24 readers").failuresAreHonest();
            TrafficLog log = traffic.forSeconds(2).stop();
            double failing = log.secondsOfFailures(woken);
            log.report(
                            "fault32_pausedProcess",
                            String.format(
                                    "login ended %.2f s into the pause, ready %.2f s and failures until %.2f s after it",
                                    ended, ready, failing))
                    .failuresAreHonest()
                    .acknowledgedWritesAreStored(STAGE);
            assertThat(server.process().log().substring(said))
                    .as("PostgreSQL refused the ended login")
                    .doesNotContain("sqlstate=");
            assertThat(failing).isLessThan(4);
        } finally {
            server.faults().usualLives();
        }
    }

    private interface Loss {
        void happens() throws Exception;
    }

    /** The login is lost under load: no read notices, writes say 503 for a moment, a new login is there at once. */
    private static void loses(String test, Loss loss) throws Exception {
        List<String> before = LeasedRoles.of(STAGE);
        Traffic traffic = server.traffic().forSeconds(2);
        long lost = System.nanoTime();
        loss.happens();
        long gone = System.nanoTime();
        double replaced = FaultyServer.secondsUntil(
                gone, MOST, () -> LeasedRoles.of(STAGE).stream().anyMatch(role -> !before.contains(role)));
        TrafficLog log = traffic.forSeconds(MOST).stop();
        double failing = log.secondsOfFailures(lost) - (gone - lost) / 1e9;
        log.report(test, String.format("new login after %.2f s, failures for %.2f s", replaced, Math.max(0, failing)))
                .readsNeverFail()
                .failuresAreHonest()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(failing).as("seconds of failures").isLessThan(MOST);
        assertThat(LeasedRoles.of(STAGE)).hasSize(1);
    }
}
