package io.precinct99.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/**
 * Tells EclipseLink which reads to repeat: those that failed because the connection or its leased login is gone. EclipseLink
 * repeats a read outside a transaction when its platform calls the failure "communication based"; it never repeats a write.
 * Without this class it would ping the connection, and a dropped role answers pings.
 */
public class LeasedPostgreSQLPlatform extends PostgreSQLPlatform {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean wasFailureCommunicationBased(
            SQLException failure, Connection connection, AbstractSession sessionForProfile) {
        return failure != null && (SqlStates.maybeRevoked(failure) || SqlStates.connectionLost(failure));
    }
}
