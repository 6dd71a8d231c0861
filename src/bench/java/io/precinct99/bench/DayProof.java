package io.precinct99.bench;

import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Stage;
import io.precinct99.stage.vault.Ttls;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A compressed day: tokens, leases and identities live for a minute, leases two at most, and are replaced as they are in
 * production. On the real stage {@code src/bench/run} sets these lives; on the embedded one identities keep theirs.
 */
final class DayProof implements Bench.Proof {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration MOST = Duration.ofSeconds(120);

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        if (stage instanceof EmbeddedStage embedded) {
            embedded.vault().ttls(Ttls.OF_SETUP.withToken(LIFE, LIFE).withLease(LIFE, MOST));
        }
        Duration length = options.seconds(900);
        try (Server server = Server.leased("day", stage, 0.6)) {
            Bench.createCounters(stage);
            List<String> tokens = server.tokens();
            Writes writes = new Writes();
            Load load = new Load(server.uri(), options.connections(), writes);
            report.title("A compressed day: token, lease and identity live for 60 s");
            try (RoleWatch watch = RoleWatch.start(stage.superuser(), Set.of())) {
                Ledger ledger = load.run(Mix.withHolds(tokens, 0.01), length);
                report.round("day", ledger);
                report.atLeast("logins replaced", watch.gone(), length.toSeconds() / 60 - 1);
                report.bound("failed or not 2xx", ledger.total().failures(), 0);
                report.bound("live leases at once", watch.most(), 2);
                report.bound("s from last work of a login to its end", watch.slowest(), 2);
            }
            RotateProof.check(stage, writes, report);
        }
    }
}
