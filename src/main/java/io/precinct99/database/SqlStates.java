package io.precinct99.database;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /** True when this server takes no writes: it became, or is, a standby. We never ask for a read-only transaction. */
    static boolean readOnly(SQLException failure) {
        return chainContains(failure, "25006"::equals);
    }

    /** True when the connection was lost at once: what was read can be read again on another one, in time. */
    static boolean connectionLost(SQLException failure) {
        return chainContains(failure, SqlStates::isLoss) && !timedOut(failure);
    }

    /** PostgreSQL fell silent. Whoever waited that long does not wait again. */
    private static boolean timedOut(SQLException failure) {
        return links(failure).anyMatch(SocketTimeoutException.class::isInstance);
    }

    private static boolean isLoss(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static boolean chainContains(SQLException failure, Predicate<String> wanted) {
        return links(failure)
                .anyMatch(link -> link instanceof SQLException sql
                        && sql.getSQLState() != null
                        && wanted.test(sql.getSQLState()));
    }

    private static Stream<Throwable> links(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
    }
}
