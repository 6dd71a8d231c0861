package io.precinct99.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what was measured and says at the end what broke a bound. */
final class Report {
    private final PrintStream out = System.out;
    private final List<String> broken = new ArrayList<>();

    void title(String text) {
        out.printf("%n== %s%n", text);
    }

    void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /** A bound of correctness: the run fails when it does not hold. */
    void bound(String what, double measured, double most) {
        boolean holds = measured <= most;
        out.printf(
                Locale.ROOT,
                "  %-58s %10s   at most %-6s %s%n",
                what,
                number(measured),
                number(most),
                holds ? "ok" : "BROKEN");
        if (!holds) {
            broken.add(what + ": " + number(measured));
        }
    }

    /** A bound of correctness from below. */
    void atLeast(String what, double measured, double least) {
        boolean holds = measured >= least;
        out.printf(
                Locale.ROOT,
                "  %-58s %10s   at least %-5s %s%n",
                what,
                number(measured),
                number(least),
                holds ? "ok" : "BROKEN");
        if (!holds) {
            broken.add(what + ": " + number(measured));
        }
    }

    /** A figure of speed beside its goal: never fails the run, because it depends on the machine. */
    void goal(String what, double measured, String goal) {
        out.printf(Locale.ROOT, "  %-58s %10s   goal %s%n", what, number(measured), goal);
    }

    void figure(String what, double measured, String unit) {
        out.printf(Locale.ROOT, "  %-58s %10s   %s%n", what, number(measured), unit);
    }

    /** Throughput and times of a round, and what its failures said. */
    void round(String name, Ledger ledger) {
        Second total = ledger.total();
        out.printf(
                Locale.ROOT,
                "  %-30s %8d requests %7.0f/s  p50 %7.2f ms  p99 %7.2f ms  max %7.1f ms  failed %d%n",
                name,
                total.requests(),
                total.requests() / (double) Math.max(1, ledger.length()),
                total.times().millis(0.5),
                total.times().millis(0.99),
                total.times().millis(1),
                total.failures());
        ledger.examples().forEach(example -> out.println("    " + example));
    }

    /** @return the exit status */
    int end() {
        if (broken.isEmpty()) {
            out.printf("%nEvery bound holds.%n");
            return 0;
        }
        out.printf("%nBROKEN:%n");
        broken.forEach(line -> out.println("  " + line));
        return 1;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
