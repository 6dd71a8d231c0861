package io.precinct99.bench;

import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Generations are replaced every two seconds under full load, first with short requests only, then with one in a hundred that
 * holds its connection for 1.5 s: no request fails, no write is applied twice, every old login is gone in time.
 */
final class RotateProof implements Bench.Proof {
    /** Of a lease's hour; with a log-in and the first connections it makes two seconds. */
    static final double EVERY_TWO_SECONDS = 1.6 / 3600;

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        Duration length = options.seconds(60);
        try (Server server = Server.leased("rotate", stage, EVERY_TWO_SECONDS)) {
            Bench.createCounters(stage);
            List<String> tokens = server.tokens();
            Writes writes = new Writes();
            Load load = new Load(server.uri(), options.connections(), writes);
            report.title("A rotation every 2 s under load (" + options.connections() + " connections)");
            report.round("warm-up", load.run(Mix.usual(tokens), options.warmup(20)));
            round("short requests", load, Mix.usual(tokens), length, stage, report);
            round("1 % hold 1.5 s", load, Mix.withHolds(tokens, 0.01), length, stage, report);
            check(stage, writes, report);
        }
    }

    private static void round(String name, Load load, Mix mix, Duration length, Stage stage, Report report)
            throws IOException, SQLException {
        try (RoleWatch watch = RoleWatch.start(stage.superuser(), Set.of())) {
            Ledger ledger = load.run(mix, length);
            report.round(name, ledger);
            watched(name, watch, length, report);
            report.bound(name + ": failed or not 2xx", ledger.total().failures(), 0);
        }
    }

    /** The bounds of the leased logins themselves. */
    static void watched(String name, RoleWatch watch, Duration length, Report report) {
        report.goal(name + ": s between rotations", (double) length.toSeconds() / Math.max(1, watch.gone()), "2");
        report.atLeast(name + ": logins replaced", watch.gone(), length.toSeconds() / 4);
        report.bound(name + ": live leases at once", watch.most(), 2);
        report.bound(name + ": s from last work of a login to its end", watch.slowest(), 2);
    }

    /** The bounds of the writes. */
    static void check(Stage stage, Writes writes, Report report) throws SQLException {
        try (Connection superuser = stage.superuser()) {
            report.bound("writes applied twice, or although refused", writes.doubled(superuser), 0);
            report.bound("acknowledged writes lost", writes.lost(superuser), 0);
        }
    }
}
