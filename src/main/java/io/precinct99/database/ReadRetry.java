package io.precinct99.database;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** One more try for a read whose connection was lost, at once: EclipseLink's default is three with five seconds of sleep. */
public class ReadRetry implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        DatabaseLogin login = (DatabaseLogin) session.getDatasourceLogin();
        login.setQueryRetryAttemptCount(1);
        login.setDelayBetweenConnectionAttempts(0);
        if (login.getConnector() instanceof JNDIConnector container) {
            login.setConnector(new WaitsOnce(container.getDataSource()));
        }
    }
}
