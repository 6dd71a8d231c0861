package io.precinct99.database;

import java.sql.SQLException;
import java.util.Set;

/** What SQLSTATEs say about a leased login (PostgreSQL manual, appendix A). */
final class SqlStates {
    /** A leased role that was dropped shows itself as any of these; so do a few harmless mishaps. */
    private static final Set<String> SUSPICIOUS = Set.of(
            "42501", // insufficient_privilege: the role is gone, its sessions lost their rights
            "42P01", // undefined_table: without rights on the schema, unqualified names find nothing in it
            "42704", // undefined_object: current_user no longer exists
            "57P01", // admin_shutdown: the session was terminated
            "08003", // connection_does_not_exist
            "28P01", // invalid_password: no such role any more
            "28000"); // invalid_authorization_specification

    private SqlStates() {}

    /** True when the login behind this failure may have been revoked. */
    static boolean maybeRevoked(SQLException failure) {
        return chainContains(failure, SUSPICIOUS::contains);
    }

    /** True when the failure of a fresh log-in, or of its first read, says that the login itself is gone. */
    static boolean refusesLogin(SQLException failure) {
        return chainContains(failure, state -> SUSPICIOUS.contains(state) && !isLoss(state));
    }

    /** True when the connection did not outlive the failure: what was read can be read again on another one. */
    static boolean connectionLost(SQLException failure) {
        return chainContains(failure, SqlStates::isLoss);
    }

    private static boolean isLoss(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static boolean chainContains(SQLException failure, java.util.function.Predicate<String> wanted) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < 10; depth++, link = link.getCause()) {
            if (link instanceof SQLException sql && sql.getSQLState() != null && wanted.test(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
