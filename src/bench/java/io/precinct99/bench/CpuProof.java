package io.precinct99.bench;

import io.precinct99.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request costs this process: the usual mix against the empty GET of the same server, alternating, warmed until
 * flat. With that, the resident memory, and what an idle server costs.
 */
final class CpuProof implements Bench.Proof {
    private static final double NOT_DURING_THE_RUN = 0.9;
    private static final int LAST = 3;
    private static final Duration SETTLES = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private record Round(double micros, long failures) {}

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        try (Server server = Server.leased("cpu", stage, NOT_DURING_THE_RUN, options.jvm())) {
            report.title("Nobody there, for half a minute");
            report.figure("resident", server.figures().residentMiB(), "MiB");
            report.figure("of one core", idle(server), "%");
            Bench.createCounters(stage);
            Load load = new Load(server.uri(), options.connections(), new Writes());
            Mix mix = Mix.usual(server.tokens());
            List<Round> empties = new ArrayList<>();
            List<Round> usuals = new ArrayList<>();
            report.title("CPU time a request, " + options.connections() + " connections, alternating rounds");
            for (int i = 1; i <= options.number("rounds", 12); i++) {
                empties.add(round(server, load, Mix.empty(), options));
                usuals.add(round(server, load, mix, options));
                Round empty = empties.get(i - 1);
                Round usual = usuals.get(i - 1);
                report.say(
                        "  round %2d: empty %6.1f µs, mix %6.1f µs, ratio %.2f",
                        i, empty.micros(), usual.micros(), usual.micros() / empty.micros());
            }
            report.goal("mix / empty GET, last " + LAST + " rounds", last(usuals) / last(empties), "at most 4.5");
            report.goal("resident under load (-Xmx512m)", server.figures().residentMiB(), "at most 420 MiB");
            report.figure("resident at most", server.figures().peakMiB(), "MiB");
            long failures = 0;
            for (int i = 0; i < usuals.size(); i++) {
                failures += usuals.get(i).failures() + empties.get(i).failures();
            }
            report.bound("failed or not 2xx", failures, 0);
            if (options.has("jfr")) {
                Path recording = Profile.record(server.pid(), () -> load.run(mix, Duration.ofSeconds(30)));
                Profile.print(recording, report);
            }
        }
    }

    private static double idle(Server server) throws IOException {
        Pause.millis(SETTLES.toMillis());
        double before = server.figures().cpuSeconds();
        Pause.millis(IDLE.toMillis());
        return 100 * (server.figures().cpuSeconds() - before) / IDLE.toSeconds();
    }

    private static Round round(Server server, Load load, Mix mix, Options options) throws IOException {
        double before = server.figures().cpuSeconds();
        Ledger ledger = load.run(mix, options.seconds(10));
        double used = server.figures().cpuSeconds() - before;
        Second total = ledger.total();
        return new Round(used * 1e6 / total.requests(), total.failures());
    }

    private static double last(List<Round> rounds) {
        return rounds.subList(Math.max(0, rounds.size() - LAST), rounds.size()).stream()
                .mapToDouble(Round::micros)
                .average()
                .orElse(0);
    }
}
