package io.precinct99.problem;

import jakarta.transaction.RollbackException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Finds out what a throwable means to the client. Whatever nobody foresaw is a 500, logged here, once. */
public final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());
    /** Causes may form a ring; real chains are shorter. */
    private static final int MAX_DEPTH = 16;

    private Failures() {}

    public static Problem problemOf(Throwable thrown) {
        Throwable cause = thrown;
        boolean rolledBack = false;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            Optional<Problem> known = recognised(cause);
            if (known.isPresent()) {
                return known.get();
            }
            rolledBack |= cause instanceof RollbackException;
        }
        return rolledBack ? timedOut() : unforeseen(thrown);
    }

    private static Optional<Problem> recognised(Throwable cause) {
        if (cause instanceof Problem problem) {
            return Optional.of(problem);
        }
        if (cause instanceof SQLException sql) {
            return DatabaseFailure.of(sql);
        }
        if (cause instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return Optional.of(refusal(web));
        }
        return ContainerFailure.of(cause);
    }

    private static Problem refusal(WebApplicationException web) {
        Problem problem = StandardProblem.of(web.getResponse().getStatus());
        String allow = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? problem : problem.with(HttpHeaders.ALLOW, allow);
    }

    /** JTA rolled back for a reason of its own: the transaction lasted too long, because the database did not answer. */
    private static Problem timedOut() {
        return Problem.unavailable(
                "database_unavailable", "The database did not answer in time; nothing was stored.", 2);
    }

    private static Problem unforeseen(Throwable thrown) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "A request failed for a reason nobody foresaw. error_id=" + id, thrown);
        return Problem.of(500, "internal_error", "Something went wrong on our side. Error id: " + id);
    }
}
