package io.precinct99.bench;

import io.precinct99.stage.RealStage;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The leased application beside the same one on a plain Liberty data source with a static login: not rotating, rotating once in
 * a round (a minute, compressed to the length of a round), rotating every two seconds. All servers run at the same time
 * and take turns under load; medians of the rounds are compared.
 */
final class RatiosProof implements Bench.Proof {
    private static final String STATIC = "static login";

    private record Contender(Server server, List<String> tokens, String throughput, String p99, List<Ledger> rounds) {
        Contender(Server server, String throughput, String p99) throws IOException {
            this(server, server.tokens(), throughput, p99, new ArrayList<>());
        }
    }

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        allowConnections(stage);
        int seconds = (int) options.seconds(20).toSeconds();
        Map<String, Contender> contenders = new LinkedHashMap<>();
        try {
            Server plain = Server.onStaticLogin(stage, options.jvm());
            contenders.put(STATIC, new Contender(plain, "1", "1"));
            add(contenders, stage, options, "not rotating", 0.9, "at least 1.0", "");
            add(
                    contenders,
                    stage,
                    options,
                    "every " + Math.min(60, seconds) + " s",
                    Math.min(60, seconds) / 3600.0,
                    "at least 0.99",
                    "at most 1.1");
            add(contenders, stage, options, "every 2 s", RotateProof.EVERY_TWO_SECONDS, "at least 0.90", "at most 2");
            Bench.createCounters(stage);
            report.title("Beside a static login, rounds of " + seconds + " s in turn, " + options.connections()
                    + " connections");
            Writes writes = new Writes();
            for (int i = 0; i <= options.number("rounds", 5); i++) {
                for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                    Contender contender = entry.getValue();
                    Load load = new Load(contender.server().uri(), options.connections(), writes);
                    Mix mix = Mix.usual(contender.tokens());
                    if (i == 0) {
                        report.round("warm-up: " + entry.getKey(), load.run(mix, options.warmup(60)));
                    } else {
                        Ledger ledger = load.run(mix, options.seconds(20));
                        report.round(entry.getKey(), ledger);
                        contender.rounds().add(ledger);
                    }
                }
            }
            compare(contenders, report);
            RotateProof.check(stage, writes, report);
        } finally {
            for (Contender contender : contenders.values()) {
                contender.server().close();
            }
            try (Connection superuser = stage.superuser()) {
                StaticLogin.drop(superuser);
            }
        }
    }

    private static void add(
            Map<String, Contender> contenders,
            Stage stage,
            Options options,
            String name,
            double window,
            String throughput,
            String p99)
            throws IOException {
        Server server = Server.leased(name.replace(' ', '-'), stage, window, options.jvm());
        contenders.put(name, new Contender(server, throughput, p99));
    }

    private static void compare(Map<String, Contender> contenders, Report report) {
        report.title("Medians, beside the static login");
        Contender plain = contenders.get(STATIC);
        long failures = 0;
        for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
            Contender contender = entry.getValue();
            for (Ledger ledger : contender.rounds()) {
                failures += contender == plain ? 0 : ledger.total().failures();
            }
            if (contender != plain) {
                report.goal(entry.getKey() + ": throughput", rate(contender) / rate(plain), contender.throughput());
                report.goal(entry.getKey() + ": p50", quantile(contender, 0.5) / quantile(plain, 0.5), "none");
                report.goal(
                        entry.getKey() + ": p99", quantile(contender, 0.99) / quantile(plain, 0.99), contender.p99());
            }
        }
        report.bound("failed or not 2xx on leased logins", failures, 0);
    }

    private static double rate(Contender contender) {
        return Median.of(contender.rounds().stream()
                .map(ledger -> ledger.total().requests() / (double) ledger.length())
                .toList());
    }

    private static double quantile(Contender contender, double share) {
        return Median.of(contender.rounds().stream()
                .map(ledger -> ledger.total().times().millis(share))
                .toList());
    }

    /** Four servers with two generations each: more than PostgreSQL takes by default. */
    private static void allowConnections(Stage stage) throws IOException, SQLException {
        if (stage instanceof RealStage real) {
            try (Connection superuser = stage.superuser();
                    Statement statement = superuser.createStatement()) {
                statement.execute("ALTER SYSTEM SET max_connections = 300");
            }
            real.run("stop", "postgres");
            real.run("start", "postgres");
        }
    }
}
