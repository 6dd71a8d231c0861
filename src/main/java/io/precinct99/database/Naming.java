package io.precinct99.database;

import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** What this package takes from and gives to the container by name. */
final class Naming {
    private static final String CONTEXT = "jdbc";
    private static final String NAME = "precinct99";

    private Naming() {}

    /** Binds {@code jdbc/precinct99}, the name in persistence.xml. The server refuses bindings below {@code java:}. */
    static void bind(DataSource dataSource) throws NamingException {
        InitialContext root = new InitialContext();
        try {
            root.createSubcontext(CONTEXT); // not there when the server has no data source of its own
        } catch (NameAlreadyBoundException e) {
            // a redeploy, or a server with data sources
        }
        ((Context) root.lookup(CONTEXT)).rebind(NAME, dataSource);
    }

    static TransactionSynchronizationRegistry transactions() throws NamingException {
        return InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
    }
}
