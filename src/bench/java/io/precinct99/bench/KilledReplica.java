package io.precinct99.bench;

import io.precinct99.stage.Background;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** SIGKILL for the last replica, at a moment when it has work: nobody else's fails, and its login ends by itself. */
final class KilledReplica {
    /** How long its lease lives: so short that its end can be waited for, so long that it is not replaced before the kill. */
    static final Duration LEASE = Duration.ofSeconds(45);

    private static final int NOTICED = 10;

    /** A replica that lives has at least one session; one that is dead has none. */
    private static final String WITHOUT_SESSION = """
            SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
            WHERE m.roleid = 'precinct99_app'::regrole AND r.rolvaliduntil IS NOT NULL
            AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.usename = r.rolname)""";

    private final Fleet fleet;
    private final Stage stage;
    private final Set<String> left = new TreeSet<>();
    private CompletableFuture<Double> end;

    KilledReplica(Fleet fleet, Stage stage) {
        this.fleet = fleet;
        this.stage = stage;
    }

    void show(Load.Round round, Report report) throws IOException, SQLException {
        int victim = fleet.size() - 1;
        Pause.millis(2_000);
        double patience = round.at() + 10;
        int inFlight = 0;
        while (inFlight < 2 && round.at() < patience) {
            Pause.millis(2);
            inFlight = fleet.proxy().inFlight(Fleet.name(victim));
        }
        long sentBefore = round.sent();
        inFlight = Math.max(inFlight, fleet.proxy().inFlight(Fleet.name(victim)));
        long killed = System.nanoTime();
        fleet.replica(victim).kill();
        long gone = System.nanoTime();
        long sentMeanwhile = round.sent() - sentBefore;
        fleet.proxy().awaitDown(Fleet.name(victim));
        Pause.millis(2_000);
        left.addAll(withoutSession());
        end = Background.supply(() -> secondsUntilItsLoginEnded(killed));
        fleet.replica(victim).start();
        fleet.awaitInService(victim);
        round.end();
        Ledger ledger = round.await();
        report.round("one killed", ledger);
        report.atLeast("requests that it had", inFlight, 1);
        report.bound(
                "failed, of those and " + sentMeanwhile + " sent while it died",
                ledger.total().failures(),
                inFlight + sentMeanwhile);
        report.bound("failed that were sent after its end", ledger.failuresSentAfter(gone), 0);
        report.atLeast("logins that it left behind", left.size(), 1);
    }

    void awaitEndOfItsLogin(Report report) {
        report.bound("s from the kill to the end of its login", end.join(), LEASE.toSeconds() + NOTICED);
    }

    private double secondsUntilItsLoginEnded(long killed) {
        try (Connection superuser = stage.superuser()) {
            double seconds;
            boolean there;
            do {
                Pause.millis(200);
                seconds = (System.nanoTime() - killed) / 1e9;
                there = RoleWatch.present(superuser).stream().anyMatch(left::contains);
            } while (there && seconds < 2 * LEASE.toSeconds());
            return seconds;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> withoutSession() throws SQLException {
        Set<String> logins = new TreeSet<>();
        try (Connection superuser = stage.superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(WITHOUT_SESSION)) {
            while (rows.next()) {
                logins.add(rows.getString(1));
            }
        }
        return logins;
    }
}
