package io.precinct99.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Evicts a connection whose failure may mean that its login was revoked, and raises the suspicion; and one whose server takes
 * no writes any more: then its neighbours lead to the same server, which others may have replaced.
 *
 * @param standby told of the latter
 */
record EvictSuspects(Consumer<SQLException> suspicion, Runnable standby) implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (SqlStates.readOnly(failure)) {
            standby.run();
            return Override.MUST_EVICT;
        }
        if (!SqlStates.maybeRevoked(failure)) {
            return Override.CONTINUE_EVICT;
        }
        suspicion.accept(failure);
        return Override.MUST_EVICT;
    }
}
