package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.Traffic;
import io.precinct99.TrafficLog;
import io.precinct99.stage.Stage;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vault is sealed, silent, slow or cut off while people are served on a lease that still lives. */
class VaultFaultsIT {
    private static final Stage STAGE = Stage.current();
    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.startReady("vault-faults", STAGE);
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
    void fault07_sealedWhileRunning() throws Exception {
        servesOnItsLease("fault07_sealedWhileRunning", server.faults()::seal, server.faults()::unseal);
    }

    @Test
    void fault07_frozenWhileRunning() throws Exception {
        servesOnItsLease("fault07_frozenWhileRunning", server.faults()::freezeVault, server.faults()::thawVault);
    }

    @Test
    void fault33_vaultCutOff() throws Exception {
        servesOnItsLease(
                "fault33_vaultCutOff",
                server.gates().vault()::shut,
                server.gates().vault()::open);
    }

    @Test
    void fault08_vaultSlow() throws Exception {
        servesOnItsLease(
                "fault08_vaultSlow",
                () -> server.gates().vault().slow(Duration.ofSeconds(30)),
                server.gates().vault()::open);
    }

    private interface Step {
        void take() throws Exception;
    }

    /** Work on the held lease goes on; what needs the vault is refused soon and honestly, and works soon afterwards. */
    private static void servesOnItsLease(String test, Step fault, Step end) throws Exception {
        Traffic traffic = server.traffic().forSeconds(1);
        double first;
        double soonest = Double.MAX_VALUE;
        long healed;
        try {
            fault.take();
            first = Math.min(refusal(), refusal()); // a machine does not stand still in both
            for (int i = 0; i < 7; i++) {
                soonest = Math.min(soonest, refusal()); // by now the breaker answers most
            }
            assertThat(server.isReady()).as("ready on its lease").isTrue();
        } finally {
            healed = System.nanoTime();
            end.take();
        }
        double command = (System.nanoTime() - healed) / 1e9;
        double back = FaultyServer.secondsUntil(System.nanoTime(), 20, () -> {
            HttpResponse<String> answer = server.logIn();
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            return answer.statusCode() == 200;
        });
        TrafficLog log = traffic.forSeconds(1).stop();
        log.report(
                        test,
                        String.format(
                                "log-in refused in %.2f s, by the breaker in %.2f s, works %.2f s after the end (%.2f s)",
                                first, soonest, back, command))
                .readsNeverFail()
                .writesNeverFail()
                .acknowledgedWritesAreStored(STAGE);
        assertThat(first).as("seconds of a refusal at the deadline of two").isLessThan(3.5);
        assertThat(soonest).as("seconds of a refusal once the breaker knows").isLessThan(1);
        assertThat(back).as("seconds until log-in works again").isLessThan(5 + FaultyServer.MACHINE);
    }

    private static double refusal() throws Exception {
        return FaultyServer.refusesWithin(2 + FaultyServer.MACHINE, server::logIn);
    }
}
