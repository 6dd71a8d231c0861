package io.precinct99.bench;

import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes from the start of the process to "ready", and which part takes what. First starts have nothing but the
 * installation; later ones find what the server kept of its features and classes, as in an image that was started once.
 */
final class StartProof implements Bench.Proof {
    private record Part(String name, Pattern message) {}

    private static final List<Part> PARTS = List.of(
            new Part("kernel", Pattern.compile("CWWKE0002I: [^\"]*?([0-9.]+) seconds")),
            new Part("application, within the server", Pattern.compile("CWWKZ0001I: [^\"]* in ([0-9.]+) seconds")),
            new Part(
                    "server (kernel, features, application)",
                    Pattern.compile("CWWKF0011I: [^\"]* in ([0-9.]+) seconds")));
    private static final String READY = "ready (identity, vault, lease, schema, keys)";

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException {
        Map<String, List<Double>> first = new LinkedHashMap<>();
        Map<String, List<Double>> again = new LinkedHashMap<>();
        for (int round = 0; round < options.number("rounds", 5); round++) {
            LibertyServer server =
                    LibertyServer.prepare("bench-start", stage, Map.of("JVM_ARGS", String.join(" ", options.jvm())));
            measure(server, first);
            measure(server, again);
        }
        print("First start of an installation, median", first, report);
        print("Started again, median", again, report);
        report.goal("started again, " + READY, Median.of(again.get(READY)), "at most 8 s");
    }

    private static void measure(LibertyServer server, Map<String, List<Double>> figures) throws IOException {
        long start = System.nanoTime();
        server.start();
        try {
            server.awaitStatus("/api/v1/health/ready", 200, Duration.ofSeconds(120));
            double ready = (System.nanoTime() - start) / 1e9;
            String log = server.log();
            for (Part part : PARTS) {
                Matcher matcher = part.message().matcher(log);
                if (!matcher.find()) {
                    throw new AssertionError("the log does not say how long this took: " + part.name());
                }
                note(figures, part.name(), Double.parseDouble(matcher.group(1)));
            }
            note(figures, READY, ready);
            note(
                    figures,
                    "CPU time, whole process",
                    ProcessFigures.of(server.pid()).cpuSeconds());
        } finally {
            server.close();
        }
    }

    private static void note(Map<String, List<Double>> figures, String name, double seconds) {
        figures.computeIfAbsent(name, unknown -> new ArrayList<>()).add(seconds);
    }

    private static void print(String title, Map<String, List<Double>> figures, Report report) {
        report.title(title);
        figures.forEach((name, seconds) -> report.figure(name, Median.of(seconds), "s"));
    }
}
