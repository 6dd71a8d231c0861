package io.precinct99.bench;

import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Under full load every lease is revoked behind the application's back, and later the vault answers nobody for 48 s while a
 * rotation falls due: no read fails, writes are turned away for two seconds at most, and nothing is doubled.
 */
final class RevokedProof implements Bench.Proof {
    private static final int REVOKED = 12;
    private static final int AWAY = 36;
    private static final int BACK = 84;
    private static final int END = 100;
    /** A rotation falls due before, and several while the vault is away. */
    private static final double WINDOW = 15.0 / 3600;

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        double pace = options.seconds(END).toSeconds() / (double) END;
        VaultFaults vault = VaultFaults.of(stage);
        try (Server server = Server.leased("revoked", stage, WINDOW * pace)) {
            Bench.createCounters(stage);
            List<String> tokens = server.tokens();
            Writes writes = new Writes();
            Load load = new Load(server.uri(), options.connections(), writes);
            report.title("Every lease revoked at 12 s, the vault frozen from 36 s to 84 s (pace " + pace + ")");
            report.round("warm-up", load.run(Mix.usual(tokens), options.warmup(30)));
            try (RoleWatch watch = RoleWatch.start(stage.superuser(), Set.of())) {
                Load.Round round = load.start(Mix.usual(tokens), Duration.ofMillis((long) (END * pace * 1000)));
                sleepUntil(round, REVOKED * pace);
                double revoking = round.at();
                vault.revokeLeases();
                double revoked = round.at();
                sleepUntil(round, AWAY * pace);
                vault.freeze();
                sleepUntil(round, BACK * pace);
                vault.thaw();
                double thawed = round.at();
                double normal = untilNextLogin(watch, round) - thawed;
                Ledger ledger = round.await();
                report.round("revoked and away", ledger);
                judge(ledger, revoking, revoked, pace, report);
                report.bound("s from the vault's return to a new login", normal, 5);
                report.bound("live leases at once", watch.most(), 2);
            }
            RotateProof.check(stage, writes, report);
        }
    }

    private static void judge(Ledger ledger, double revoking, double revoked, double pace, Report report) {
        Second all = ledger.total();
        report.bound("reads that failed", all.requests(Call.Kind.READ) - all.count(Call.Kind.READ, Outcome.OK), 0);
        report.bound(
                "writes that failed other than by 503 with Retry-After",
                all.count(Call.Kind.WRITE, Outcome.FAILED) + all.count(Call.Kind.WRITE, Outcome.REFUSED),
                0);
        report.figure("writes turned away", all.count(Outcome.TURNED_AWAY), "503 with Retry-After");
        if (all.count(Outcome.TURNED_AWAY) > 0) {
            report.atLeast("s into the round: first one turned away", ledger.firstFailure(), revoking);
            report.bound("s after the revocation: last one turned away", ledger.lastFailure() - revoked, 2);
        }
        // A real vault's command line takes its time: what follows the revocation itself is no "before".
        int settled = (int) Math.ceil(revoked) + 4;
        double before = ledger.between(settled, (int) (AWAY * pace)).times().millis(0.99);
        double away =
                ledger.between((int) (AWAY * pace), (int) (BACK * pace)).times().millis(0.99);
        double after =
                ledger.between((int) (BACK * pace) + 5, ledger.length()).times().millis(0.99);
        report.figure("revoking took", revoked - revoking, "s");
        report.figure("p99 before the vault went away", before, "ms");
        report.goal("p99 while it was away / before", away / before, "at most 1.2");
        report.goal("p99 from 5 s after its return / before", after / before, "at most 1.2");
    }

    /** @return when the next login appeared, in seconds of the round */
    private static double untilNextLogin(RoleWatch watch, Load.Round round) {
        int known = watch.seen();
        double end = round.at() + 15;
        while (watch.seen() == known && round.at() < end) {
            Pause.millis(10);
        }
        return round.at();
    }

    private static void sleepUntil(Load.Round round, double second) {
        Pause.millis(Math.max(0, (long) ((second - round.at()) * 1000)));
    }
}
