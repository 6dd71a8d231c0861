package io.precinct99.database;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Up to three more tries for a read whose connection was lost, at once: EclipseLink's default sleeps five seconds before each.
 * Every try fails fast or waits for a connection, so that sessions ended one after the other do not reach the caller.
 */
public class ReadRetry implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        DatabaseLogin login = (DatabaseLogin) session.getDatasourceLogin();
        login.setQueryRetryAttemptCount(3);
        login.setDelayBetweenConnectionAttempts(0);
        if (login.getConnector() instanceof JNDIConnector container) {
            login.setConnector(new WaitsOnce(container.getDataSource()));
        }
    }
}
