package io.precinct99.bench;

import io.precinct99.stage.FaultInjector;
import io.precinct99.stage.RealStage;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/**
 * Three replicas behind HAProxy on one database and one vault, under a steady load: restarted in turn, one told to rotate, that
 * one killed, then all stopped. No request fails but those that the killed one had, nothing is doubled or lost, and nothing is left behind.
 */
final class ReplicasProof implements Bench.Proof {
    private static final int PER_SECOND = 110;
    private static final int CONNECTIONS = 64;
    private static final double HOLDING = 0.02;
    private static final int WARM_UPS = 6;

    @Override
    public void show(Stage stage, Options options, Report report) throws Exception {
        Writes writes = new Writes();
        try (Fleet fleet = Fleet.start(stage);
                Connection superuser = stage.superuser()) {
            Bench.createCounters(stage);
            List<String> tokens = fleet.replica(0).tokens();
            Mix mix = Mix.withSlowWrites(tokens, HOLDING);
            Load load = new Load(fleet.uri(), CONNECTIONS, writes).paced(PER_SECOND);
            report.title("Three replicas behind HAProxy, " + PER_SECOND + " requests a second, 2 % of them take 1.5 s");
            warmUp(load, mix, options.warmup(10), report);

            int restarts = new RollingRestart(fleet).show(load.start(mix, Duration.ofMinutes(30)), options, report);
            String operator = fleet.replica(0).operator(superuser);
            Load.Round round = load.start(mix, Duration.ofMinutes(5));
            FaultInjector vault = FaultInjector.of(stage);
            vault.leaseLives(KilledReplica.LEASE, KilledReplica.LEASE);
            try {
                new ForcedRotation(fleet, operator).show(fleet.size() - 1, report);
            } finally {
                vault.usualLives();
            }
            round.end();
            Ledger ledger = round.await();
            report.round("one rotates", ledger);
            report.bound("failed while one rotated", ledger.total().failures(), 0);
            KilledReplica killed = new KilledReplica(fleet, stage);
            killed.show(load.start(mix, Duration.ofMinutes(5)), report);

            report.title("What one replica is told, all know");
            new SharedState(fleet).show(report);
            killed.awaitEndOfItsLogin(report);

            report.title("SIGTERM for all");
            report.atLeast("leases in the vault until then", lines(stage, "leases"), fleet.size());
            report.figure("until the last was gone", fleet.stop().toMillis() / 1000.0, "s");
            report.atLeast("ended servers that said what they gave back", fleet.saidGoodbye(), restarts + fleet.size());
            report.bound("logins left in PostgreSQL", lines(stage, "roles"), 0);
            report.bound("leases left in the vault", lines(stage, "leases"), 0);
        }
        RotateProof.check(stage, writes, report);
    }

    /** Servers that just started are slow and may turn requests away (503): that is not what is asked here. */
    private static void warmUp(Load load, Mix mix, Duration length, Report report) throws IOException {
        Ledger ledger;
        int rounds = 0;
        do {
            ledger = load.run(mix, length);
            report.round("warm-up", ledger);
        } while (ledger.total().failures() > 0 && ++rounds < WARM_UPS);
    }

    private static long lines(Stage stage, String command) throws IOException {
        return ((RealStage) stage)
                .run(command)
                .lines()
                .filter(line -> !line.isBlank())
                .count();
    }

    /** One after the other, until the time is over and each had its turn. */
    private record RollingRestart(Fleet fleet) {
        int show(Load.Round round, Options options, Report report) throws IOException {
            int restarts = 0;
            while (restarts < fleet.size() || round.at() < options.seconds(180).toSeconds()) {
                fleet.restart(restarts++ % fleet.size());
            }
            round.end();
            Ledger ledger = round.await();
            report.round("rolling restart", ledger);
            report.atLeast("restarts", restarts, fleet.size());
            report.atLeast("requests a second", ledger.total().requests() / (double) ledger.length(), 100);
            report.bound("failed during rolling restarts", ledger.total().failures(), 0);
            return restarts;
        }
    }
}
