package io.precinct99.database;

import java.sql.Connection;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/**
 * Gets EclipseLink its connections. Its own connector calls every failure to get one "communication based" and the read is
 * repeated; but whoever got no connection has waited already, and would wait for as long again.
 */
class WaitsOnce extends JNDIConnector {
    private static final long serialVersionUID = 1L;

    WaitsOnce(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection connect(Properties properties, Session session) {
        try {
            return super.connect(properties, session);
        } catch (DatabaseException e) {
            e.setCommunicationFailure(false);
            throw e;
        }
    }
}
