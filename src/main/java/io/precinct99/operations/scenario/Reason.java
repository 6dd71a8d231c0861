package io.precinct99.operations.scenario;

import io.precinct99.identity.IdentityUnavailable;
import io.precinct99.vault.VaultException;
import java.sql.SQLException;

/** Says why a step saw nothing, without passing on messages: they may name hosts, roles or leases. */
final class Reason {
    private static final int MAX_DEPTH = 10;

    private Reason() {}

    static String of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof NotTried notTried) {
                return notTried.getMessage();
            }
            if (cause instanceof VaultException vault) {
                return switch (vault.kind()) {
                    case UNAVAILABLE -> "The vault gave no usable answer.";
                    case DENIED -> "The vault denied it.";
                    case NOT_FOUND -> "The vault found nothing there.";
                    case REFUSED -> "The vault refused it.";
                };
            }
            if (cause instanceof SQLException sql) {
                return "PostgreSQL failed with SQLSTATE " + sql.getSQLState() + ".";
            }
            if (cause instanceof IdentityUnavailable) {
                return "There is no SVID to be had from the SPIFFE agent.";
            }
        }
        return "Failed in a way nobody foresaw: " + failure.getClass().getSimpleName() + ".";
    }
}
