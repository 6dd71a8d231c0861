package io.precinct99.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Evicts a connection whose failure may mean that its login was revoked, and raises the suspicion. */
record EvictSuspects(Consumer<SQLException> suspicion) implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!SqlStates.maybeRevoked(failure)) {
            return Override.CONTINUE_EVICT;
        }
        suspicion.accept(failure);
        return Override.MUST_EVICT;
    }
}
