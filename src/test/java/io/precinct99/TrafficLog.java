package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Traffic.Operation;
import io.precinct99.stage.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happened to every operation of a {@link Traffic}, and the rules that it is judged by. */
public record TrafficLog(List<Operation> operations) {
    private static final Set<Integer> WRITE_REFUSALS = Set.of(503);

    public long reads() {
        return operations.stream().filter(o -> !o.isWrite()).count();
    }

    public long writes() {
        return operations.stream().filter(Operation::isWrite).count();
    }

    /** No read failed, at no time. */
    public TrafficLog readsNeverFail() {
        assertThat(failed(false)).as("failed reads of " + reads()).isEmpty();
        return this;
    }

    /** At most one read in a hundred failed: for faults that may hit the one repetition of a read too. */
    public TrafficLog readsHardlyEverFail() {
        assertThat(failed(false)).as("failed reads of " + reads()).hasSizeLessThanOrEqualTo((int) reads() / 100);
        return this;
    }

    /** No write failed, at no time. */
    public TrafficLog writesNeverFail() {
        assertThat(failed(true)).as("failed writes of " + writes()).isEmpty();
        return this;
    }

    /** What failed, failed as 503 with Retry-After. */
    public TrafficLog failuresAreHonest() {
        assertThat(operations.stream()
                        .filter(TrafficLog::hasFailed)
                        .filter(o -> !WRITE_REFUSALS.contains(o.status()) || !o.retryAfter()))
                .as("failures that are no 503 with Retry-After")
                .isEmpty();
        return this;
    }

    /** Every registration that was acknowledged is stored; none is stored that was refused for good (4xx). */
    public TrafficLog acknowledgedWritesAreStored(Stage stage) throws SQLException {
        Set<String> stored = new HashSet<>();
        try (Connection connection = stage.superuser();
                PreparedStatement people = connection.prepareStatement("SELECT username FROM precinct99.users");
                ResultSet rows = people.executeQuery()) {
            while (rows.next()) {
                stored.add(rows.getString(1));
            }
        }
        assertThat(operations.stream().filter(o -> o.status() == 201).map(Operation::person))
                .as("acknowledged registrations")
                .isSubsetOf(stored);
        assertThat(operations.stream()
                        .filter(o -> o.isWrite() && o.status() / 100 == 4)
                        .map(Operation::person)
                        .filter(stored::contains))
                .as("refused registrations that are stored: done twice")
                .isEmpty();
        return this;
    }

    /** Seconds from a moment until the end of the last failed operation; 0 when none failed after it. */
    public double secondsOfFailures(long sinceNanos) {
        return operations.stream()
                        .filter(TrafficLog::hasFailed)
                        .mapToLong(o -> o.ended() - sinceNanos)
                        .filter(nanos -> nanos > 0)
                        .max()
                        .orElse(0)
                / 1e9;
    }

    public long slowestMillis() {
        return operations.stream().mapToLong(Operation::millis).max().orElse(0);
    }

    /** Prints the figures of a test, and returns itself. */
    public TrafficLog report(String test, String figures) {
        List<Long> readMillis = operations.stream()
                .filter(o -> !o.isWrite())
                .map(Operation::millis)
                .sorted(Comparator.naturalOrder())
                .toList();
        long p99 = readMillis.isEmpty() ? 0 : readMillis.get(readMillis.size() * 99 / 100);
        System.out.println("figures " + test + ": " + figures + "; reads " + reads() + " failed "
                + failed(false).size() + " p99 " + p99 + " ms, writes " + writes() + " failed "
                + failed(true).size() + ", slowest " + slowestMillis() + " ms");
        return this;
    }

    public List<Operation> failed(boolean writes) {
        return operations.stream()
                .filter(o -> o.isWrite() == writes)
                .filter(TrafficLog::hasFailed)
                .toList();
    }

    private static boolean hasFailed(Operation operation) {
        return operation.status() / 100 != 2;
    }
}
