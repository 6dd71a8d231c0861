package io.precinct99.bench;

import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A thousand rotations in one run, under load with held connections. */
final class SoakProof implements Bench.Proof {
    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        int rotations = options.number("rotations", 1_000);
        Duration longest = Duration.ofSeconds(60 + rotations * 6L);
        try (Server server = Server.leased("soak", stage, RotateProof.EVERY_TWO_SECONDS)) {
            Bench.createCounters(stage);
            List<String> tokens = server.tokens();
            Writes writes = new Writes();
            Load load = new Load(server.uri(), options.connections(), writes);
            report.title(rotations + " rotations, 1 % of requests hold their connection for 1.5 s");
            try (RoleWatch watch = RoleWatch.start(stage.superuser(), Set.of())) {
                Load.Round round = load.start(Mix.withHolds(tokens, 0.01), longest);
                double told = 0;
                while (watch.gone() < rotations && round.at() < longest.toSeconds()) {
                    Pause.millis(200);
                    if (round.at() - told > 60) {
                        told = round.at();
                        ProcessFigures now = server.figures();
                        report.say(
                                "  %5.0f s: %d rotations, %d requests, %d MiB resident",
                                told, watch.gone(), round.requests(), now.residentMiB());
                    }
                }
                double lasted = round.at();
                round.end();
                Ledger ledger = round.await();
                report.round("soak", ledger);
                report.goal("s between rotations", lasted / Math.max(1, watch.gone()), "2");
                report.atLeast("logins replaced", watch.gone(), rotations);
                report.bound("failed or not 2xx", ledger.total().failures(), 0);
                report.bound("live leases at once", watch.most(), 2);
                report.bound("s from last work of a login to its end", watch.slowest(), 2);
            }
            RotateProof.check(stage, writes, report);
        }
    }
}
