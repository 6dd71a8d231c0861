package io.precinct99.bench;

import io.precinct99.Api;
import java.io.IOException;

/** What one replica is told and all must know: log-outs, lock-outs, and how much of a limit is left. */
final class SharedState {
    /** Log-ins per name and minute that the fleet allows. */
    static final int LOGINS = 10;

    private static final int ROUNDS = 5;
    private static final int GUESSES = 5;
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private final Fleet fleet;

    SharedState(Fleet fleet) {
        this.fleet = fleet;
    }

    void show(Report report) throws IOException {
        logOut(report);
        lockOut(report);
        limit(report);
    }

    private void logOut(Report report) throws IOException {
        String name = fleet.replica(0).people(1).get(0);
        double slowest = 0;
        int believedBefore = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Api one = fleet.api(round % fleet.size());
            String token = one.logIn(name);
            for (int i = 0; i < fleet.size(); i++) {
                believedBefore += status(fleet.api(i), token) == 200 ? 1 : 0;
            }
            report.bound(
                    "status of a log-out",
                    one.post("/api/v1/auth/logout", "", token).statusCode(),
                    204);
            long ended = System.nanoTime();
            for (int i = 0; i < fleet.size(); i++) {
                slowest = Math.max(slowest, secondsUntilRefused(fleet.api(i), token, ended));
            }
        }
        report.atLeast("answers to the token before", believedBefore, (double) ROUNDS * fleet.size());
        report.bound("s from a log-out until every replica refuses the token", slowest, 1);
    }

    private void lockOut(Report report) throws IOException {
        String name = fleet.replica(0).people(1).get(0);
        int last = fleet.size() - 1;
        report.bound(
                "right password before the guesses",
                fleet.api(last).tryLogIn(name, Api.PASSWORD).statusCode(),
                200);
        for (int guess = 0; guess < GUESSES; guess++) {
            fleet.api(guess % last).tryLogIn(name, "wrong password " + guess);
        }
        int locked = fleet.api(last).tryLogIn(name, Api.PASSWORD).statusCode();
        report.bound("right password, replicas that did not refuse it", locked == 401 ? 0 : 1, 0);
    }

    private void limit(Report report) throws IOException {
        String name = Api.freshName();
        fleet.api(0).register(name);
        int passed = 0;
        int refused = 0;
        for (int i = 0; i < LOGINS + fleet.size(); i++) {
            int status =
                    fleet.api(i % fleet.size()).tryLogIn(name, Api.PASSWORD).statusCode();
            passed += status == 200 ? 1 : 0;
            refused += status == 429 ? 1 : 0;
        }
        report.atLeast("log-ins that all replicas together let pass", passed, LOGINS);
        report.atLeast("log-ins above the limit refused, by whichever replica", refused, fleet.size());
    }

    private static double secondsUntilRefused(Api replica, String token, long since) throws IOException {
        while (status(replica, token) != 401 && System.nanoTime() - since < LIMIT_NANOS) {
            Pause.millis(10);
        }
        return (System.nanoTime() - since) / 1e9;
    }

    private static int status(Api replica, String token) throws IOException {
        return replica.get("/api/v1/auth/me", token).statusCode();
    }
}
