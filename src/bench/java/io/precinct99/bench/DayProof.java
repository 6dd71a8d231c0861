package io.precinct99.bench;

import io.precinct99.Api;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Stage;
import io.precinct99.stage.vault.Ttls;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A compressed day: tokens, leases and identities live for a minute, leases two at most, and are replaced as they are in
 * production. Beside the load somebody logs in every second, which needs the general vault token. On the real stage
 * {@code src/bench/run} sets these lives; on the embedded one identities keep theirs.
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
            try (Connection superuser = stage.superuser();
                    RoleWatch watch = RoleWatch.start(stage.superuser(), Set.of())) {
                String operator = server.operator(superuser);
                long before = updates(server, operator);
                Load.Round round = load.start(Mix.withHolds(tokens, 0.01), length);
                Looks looks = Looks.during(round, server, length);
                Ledger ledger = round.await();
                report.round("day", ledger);
                report.atLeast("log-ins", looks.logins, length.toSeconds() / 4.0);
                report.bound("log-ins that failed", looks.refused, 0);
                report.bound("times that it was not ready", looks.notReady, 0);
                if (!(stage instanceof EmbeddedStage)) {
                    report.atLeast(
                            "identities received", updates(server, operator) - before, length.toSeconds() / 60.0 - 1);
                }
                report.atLeast("logins replaced", watch.gone(), length.toSeconds() / 60 - 1);
                report.bound("failed or not 2xx", ledger.total().failures(), 0);
                report.bound("live leases at once", watch.most(), 2);
                report.bound("s from last work of a login to its end", watch.slowest(), 2);
            }
            RotateProof.check(stage, writes, report);
        }
    }

    private static long updates(Server server, String operator) throws IOException {
        String identity =
                server.api().get("/api/v1/operations/identity", operator).body();
        return Json.createReader(new StringReader(identity))
                .readObject()
                .getJsonNumber("updates")
                .longValue();
    }

    /** What a person and a probe saw, once a second. */
    private static final class Looks {
        private int logins;
        private int refused;
        private int notReady;

        static Looks during(Load.Round round, Server server, Duration length) throws IOException {
            Looks looks = new Looks();
            String name = server.people(1).get(0);
            while (round.at() < length.toSeconds()) {
                looks.logins++;
                looks.refused += server.api().tryLogIn(name, Api.PASSWORD).statusCode() == 200 ? 0 : 1;
                looks.notReady += server.api().get("/api/v1/health/ready", null).statusCode() == 200 ? 0 : 1;
                Pause.millis(1_000);
            }
            return looks;
        }
    }
}
