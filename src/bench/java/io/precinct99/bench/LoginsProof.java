package io.precinct99.bench;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.precinct99.Api;
import io.precinct99.stage.Stage;
import io.precinct99.token.TokenChecks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Token checks per second; log-ins per second beside the bare bcrypt rate of the machine, alternating; and what a burst of log-ins does to people who
 * only read.
 */
final class LoginsProof implements Bench.Proof {
    private static final int COST = 12;
    private static final double NOT_DURING_THE_RUN = 0.9;
    /** At five log-ins a second their path is compiled only after some hundreds. */
    private static final int WARMUP_SECONDS = 100;

    private static final int PEOPLE = 8;
    private static final int READS_A_SECOND = 100;
    private static final byte[] PASSWORD = Api.PASSWORD.getBytes();

    @Override
    public void show(Stage stage, Options options, Report report) throws Exception {
        TokenChecks checks = new TokenChecks();
        report.title("Token checks a second on one core");
        report.goal("seen before", checks.known(4), "at least 10000");
        report.figure("never seen: RS256 and every claim", checks.unknown(4), "1/s");

        int cores = Runtime.getRuntime().availableProcessors();
        Duration length = options.seconds(15);
        try (Server server = Server.leased("logins", stage, NOT_DURING_THE_RUN)) {
            Api api = new Api(server.uri());
            List<String> names = server.people(PEOPLE);
            String token = api.logIn(names.get(0));
            repeat(names.size(), options.warmup(WARMUP_SECONDS), i -> api.logIn(names.get(i)));

            report.title(
                    "Log-ins a second, " + PEOPLE + " people at once, bcrypt cost " + COST + ", " + cores + " cores");
            List<Double> ratios = new ArrayList<>();
            for (int round = 1; round <= options.number("rounds", 3); round++) {
                double bare = repeat(cores, length, i -> hash());
                double logins = repeat(names.size(), length, i -> api.logIn(names.get(i)));
                ratios.add(logins / bare);
                report.say(
                        "  round %d: bare bcrypt %.2f/s, log-ins %.2f/s, ratio %.2f",
                        round, bare, logins, logins / bare);
            }
            report.goal("log-ins / bare bcrypt, median", Median.of(ratios), "at least 0.9");

            report.title("Reads, " + READS_A_SECOND + " a second, while people log in");
            List<Double> alone = new ArrayList<>();
            List<Double> slowest = new ArrayList<>();
            List<Double> typical = new ArrayList<>();
            ExecutorService burst = Executors.newSingleThreadExecutor();
            for (int round = 0; round < options.number("rounds", 3); round++) {
                Histogram quiet = reads(api, token, length);
                Future<Double> logins =
                        burst.submit(() -> repeat(names.size(), length.plusSeconds(1), i -> api.logIn(names.get(i))));
                Histogram beside = reads(api, token, length);
                logins.get();
                alone.add(quiet.millis(0.99));
                slowest.add(beside.millis(0.99) / quiet.millis(0.99));
                typical.add(beside.millis(0.5) / quiet.millis(0.5));
            }
            burst.shutdown();
            report.figure("p99 of reads alone, median", Median.of(alone), "ms");
            report.goal("p99 of reads / alone, median", Median.of(slowest), "at most 1.5");
            report.goal("p50 of reads / alone, median", Median.of(typical), "at most 1.5");
        }
    }

    private interface Work {
        void run(int who) throws IOException;
    }

    private static void hash() {
        BCrypt.withDefaults().hash(COST, PASSWORD);
    }

    /** Everybody does it again and again. @return how often in a second, all together */
    private static double repeat(int everybody, Duration length, Work work)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        AtomicLong done = new AtomicLong();
        List<Callable<Void>> loops = new ArrayList<>();
        for (int i = 0; i < everybody; i++) {
            int who = i;
            loops.add(() -> {
                while (System.nanoTime() - start < length.toNanos()) {
                    work.run(who);
                    done.incrementAndGet();
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(everybody);
        for (Future<Void> loop : threads.invokeAll(loops)) {
            loop.get();
        }
        threads.shutdown();
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** At fixed moments, so that a slow answer is not followed by silence. */
    private static Histogram reads(Api api, String token, Duration length) throws IOException {
        Histogram times = new Histogram();
        long start = System.nanoTime();
        long count = length.toSeconds() * READS_A_SECOND;
        for (long i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / READS_A_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int status = api.get("/api/v1/auth/me", token).statusCode();
            if (status != 200) {
                throw new IOException("a read answered " + status);
            }
            times.add((System.nanoTime() - due) / 1_000);
        }
        return times;
    }
}
