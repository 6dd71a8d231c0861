package io.precinct99.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the counters must say: never less than was acknowledged, never more than was also left without an answer. */
final class Writes {
    private final long[] acknowledged = new long[Mix.COUNTERS + 1];
    private final long[] open = new long[Mix.COUNTERS + 1];

    synchronized void ended(int counter, Outcome outcome) {
        switch (outcome) {
            case OK -> acknowledged[counter]++;
            case FAILED -> open[counter]++; // no answer: done or not
            case TURNED_AWAY, REFUSED -> {} // an answer that says it was not done
        }
    }

    /** Counters that were counted up twice for one request, or for a refused one. @return writes too many */
    synchronized long doubled(Connection superuser) throws SQLException {
        return differences(superuser, true);
    }

    /** @return acknowledged writes that are not in the table */
    synchronized long lost(Connection superuser) throws SQLException {
        return differences(superuser, false);
    }

    private long differences(Connection superuser, boolean above) throws SQLException {
        long sum = 0;
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, applied FROM precinct99.bench_counters")) {
            while (rows.next()) {
                int id = rows.getInt(1);
                long applied = rows.getLong(2);
                long most = acknowledged[id] + open[id];
                sum += above ? Math.max(0, applied - most) : Math.max(0, acknowledged[id] - applied);
            }
        }
        return sum;
    }
}
