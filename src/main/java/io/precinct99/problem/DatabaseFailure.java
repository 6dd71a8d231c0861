package io.precinct99.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Tells from a SQLSTATE whether the database is away, busy, or whether we made a mistake. */
final class DatabaseFailure {
    /** Connection, resources, operator intervention. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57");
    /** A leased role that ended behind our back (42P01 too: it no longer sees its schema), and a primary that became read-only. */
    private static final Set<String> AWAY_STATES = Set.of("28P01", "28000", "42501", "42704", "42P01", "25006");
    /** Serialisation failure and deadlock: the same call may well succeed now. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");

    private DatabaseFailure() {}

    static Optional<Problem> of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (CONTENTION.contains(state)) {
            return Optional.of(Problem.unavailable("database_busy", "The database is busy; try again.", 1));
        }
        boolean away = failure instanceof SQLTransientConnectionException
                || AWAY_STATES.contains(state)
                || state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2));
        return away
                ? Optional.of(
                        Problem.unavailable("database_unavailable", "The database is not available at the moment.", 2))
                : Optional.empty();
    }
}
