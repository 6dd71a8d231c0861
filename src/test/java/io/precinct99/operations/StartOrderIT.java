package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.FaultyServer;
import io.precinct99.LeasedRoles;
import io.precinct99.stage.Gate;
import io.precinct99.stage.GatedStage;
import io.precinct99.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Identity, vault and database arrive in any order, to a server that is up before all of them. */
class StartOrderIT {
    private static final Stage STAGE = Stage.current();
    private static final List<String> ORDERS = List.of(
            "spire vault database",
            "spire database vault",
            "vault spire database",
            "vault database spire",
            "database spire vault",
            "database vault spire");

    @Test
    void readyWhateverArrivesLast() throws Exception {
        Set<String> others = new TreeSet<>(LeasedRoles.of(STAGE));
        ExecutorService servers = Executors.newFixedThreadPool(2);
        List<Callable<Double>> starts = new ArrayList<>();
        for (String order : ORDERS) {
            starts.add(() -> secondsUntilReady(order));
        }
        List<Future<Double>> ready = servers.invokeAll(starts); // all have ended, so that none outlives the test
        servers.shutdown();
        for (int i = 0; i < ready.size(); i++) {
            double seconds = ready.get(i).get();
            System.out.printf("figures readyWhateverArrivesLast %s: %.2f s%n", ORDERS.get(i), seconds);
            assertThat(seconds).as(ORDERS.get(i)).isLessThan(5 + FaultyServer.MACHINE);
        }
        assertThat(LeasedRoles.of(STAGE)).as("logins after all have ended").isSubsetOf(others);
    }

    private static double secondsUntilReady(String order) throws Exception {
        try (FaultyServer server = FaultyServer.prepare(order.replace(' ', '-'), STAGE)) {
            List<Gate> gates = List.of(order.split(" ")).stream()
                    .map(name -> gate(name).apply(server.gates()))
                    .toList();
            for (Gate gate : gates) {
                gate.shut();
            }
            server.process().start();
            server.process().awaitStatus("/health/live", 200, Duration.ofSeconds(180));
            for (Gate gate : gates) {
                assertThat(server.isReady()).isFalse();
                FaultyServer.pause(1.5);
                gate.open();
            }
            double seconds = FaultyServer.secondsUntil(System.nanoTime(), 40, server::isReady);
            server.logSomebodyIn();
            assertThat(server.read().statusCode()).isEqualTo(200);
            return seconds;
        }
    }

    @Test
    void firstUseOfTheDatabaseMayFailWithoutHarm() throws Exception {
        try (FaultyServer server = FaultyServer.prepare("first-use", STAGE)) {
            server.process().start();
            server.process().awaitStatus("/health/ready", 200, Duration.ofSeconds(180));
            server.gates().database().shut(); // the persistence unit was never used so far
            Api api = server.api();
            FaultyServer.refusesWithin(8, () -> api.tryRegister(Api.freshName()));
            FaultyServer.refusesWithin(8, () -> api.tryLogIn("nobody", Api.PASSWORD));
            server.gates().database().open();
            double back = FaultyServer.secondsUntil(
                    System.nanoTime(),
                    20,
                    () -> api.tryRegister(Api.freshName()).statusCode() == 201);
            System.out.printf("figures firstUseOfTheDatabaseMayFailWithoutHarm: back in %.2f s%n", back);
            assertThat(back).isLessThan(5 + FaultyServer.MACHINE);
        }
    }

    private static Function<GatedStage, Gate> gate(String name) {
        return switch (name) {
            case "spire" -> GatedStage::spire;
            case "vault" -> GatedStage::vault;
            default -> GatedStage::database;
        };
    }
}
