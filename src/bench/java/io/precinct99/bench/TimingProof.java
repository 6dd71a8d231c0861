package io.precinct99.bench;

import io.precinct99.Api;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Whether the time of a refused log-in tells why it was refused: every class of failure, interleaved in random order, on the
 * cheapest hash that there is, which hides least.
 */
final class TimingProof implements Bench.Proof {
    private static final int NAMES = 60;
    private static final int SEED = 99;
    private static final String WRONG = "not the right password";
    private static final String OVERLONG = "x".repeat(101);

    private record Guess(String name, String password) {}

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        int samples = options.number("samples", 2_000);
        Map<String, String> settings = Map.of(
                "PRECINCT99_PASSWORD_COST", "4",
                "PRECINCT99_LOCKOUT_FAILURES", "100",
                "PRECINCT99_LOCKOUT_ADDRESS_FAILURES", "1000000");
        try (Server server = Server.configured("timing", stage, settings)) {
            Api api = new Api(server.uri());
            List<String> known = server.people(NAMES);
            List<String> locked = server.people(2);
            lock(stage, locked);
            List<String> unknown = new ArrayList<>();
            for (int i = 0; i < NAMES; i++) {
                unknown.add(Api.freshName());
            }
            Map<String, IntFunction<Guess>> classes = new TreeMap<>();
            classes.put("wrong password", i -> new Guess(known.get(i % NAMES), WRONG));
            classes.put("over-long password, known name", i -> new Guess(known.get(i % NAMES), OVERLONG));
            classes.put("over-long password, unknown name", i -> new Guess(unknown.get(i % NAMES), OVERLONG));
            classes.put("unknown name", i -> new Guess(unknown.get(i % NAMES), WRONG));
            classes.put("malformed name", i -> new Guess("no such name " + i % NAMES, WRONG));
            classes.put("locked, wrong password", i -> new Guess(locked.get(0), WRONG));
            classes.put("locked, right password", i -> new Guess(locked.get(1), Api.PASSWORD));

            measure(api, classes, options.number("warmup", 300));
            Map<String, double[]> millis = measure(api, classes, samples);
            print(millis, report);
        }
    }

    private static Map<String, double[]> measure(Api api, Map<String, IntFunction<Guess>> classes, int samples)
            throws IOException {
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>(classes.keySet());
        Map<String, double[]> millis = new TreeMap<>();
        names.forEach(name -> millis.put(name, new double[samples]));
        for (int i = 0; i < samples; i++) {
            Collections.shuffle(names, random);
            for (String name : names) {
                Guess guess = classes.get(name).apply(i);
                long start = System.nanoTime();
                int status = api.tryLogIn(guess.name(), guess.password()).statusCode();
                millis.get(name)[i] = (System.nanoTime() - start) / 1e6;
                if (status != 401) {
                    throw new IOException(name + " was answered " + status);
                }
            }
        }
        return millis;
    }

    private static void print(Map<String, double[]> millis, Report report) {
        double[] reference = millis.get("wrong password");
        report.title("Refused log-ins, each class beside a wrong password of a known name");
        double worstMedian = 0;
        double worstAuc = 0;
        for (var each : millis.entrySet()) {
            double shift = Median.of(each.getValue()) - Median.of(reference);
            double auc = auc(each.getValue(), reference);
            report.say(
                    "  %-34s %5d samples  median %7.3f ms  shift %+7.3f ms (%+5.2f %%)  AUC %.3f",
                    each.getKey(),
                    each.getValue().length,
                    Median.of(each.getValue()),
                    shift,
                    100 * shift / Median.of(reference),
                    auc);
            worstMedian = Math.max(worstMedian, Math.abs(shift));
            worstAuc = Math.max(worstAuc, Math.abs(auc - 0.5));
        }
        report.goal("greatest difference of medians, ms", worstMedian, "below 1");
        report.goal("greatest |AUC - 0.5|", worstAuc, "at most 0.02");
    }

    /** Share of pairs in which the first took longer: 0.5 when nobody can tell them apart (Mann-Whitney). */
    private static double auc(double[] some, double[] others) {
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        double above = 0;
        for (double value : some) {
            int at = Arrays.binarySearch(sorted, value);
            above += at < 0 ? -at - 1 : at + 0.5;
        }
        return above / ((double) some.length * others.length);
    }

    private static void lock(Stage stage, List<String> names) throws SQLException {
        try (Connection superuser = stage.superuser();
                PreparedStatement lock = superuser.prepareStatement("""
                        UPDATE precinct99.lockouts SET locked_until = now() + interval '1 hour' WHERE key = 'name ' || ?
                        """)) {
            for (String name : names) {
                lock.setString(1, name);
                lock.executeUpdate();
            }
        }
    }
}
