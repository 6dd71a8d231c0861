package io.precinct99.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tries out what the active login may do, on a connection of its own: a refusal here says something about rights, and must
 * not look like a revoked login to the pool. Every deed is undone at once, also one that should have been refused.
 */
public final class LoginProbe implements AutoCloseable {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;

    LoginProbe(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Something that a login may or may not do. A query counts as done when it finds a row. */
    public enum Deed {
        READ_A_TABLE("SELECT version FROM flyway_schema_history LIMIT 1"),
        OWN_SOMETHING("SELECT objid FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass"
                + " AND refobjid = quote_ident(session_user)::regrole AND deptype = 'o' LIMIT 1"),
        CREATE_A_TABLE("CREATE TABLE precinct99.scenario_probe (n integer)"),
        READ_PASSWORD_HASHES("SELECT rolname FROM pg_authid LIMIT 1"),
        CREATE_A_ROLE("CREATE ROLE precinct99_scenario_probe NOLOGIN"),
        BECOME_THE_OWNER("SET ROLE precinct99_owner"),
        UPDATE_THE_AUDIT_TRAIL("UPDATE audit_log SET outcome = outcome WHERE id < 0"),
        DELETE_FROM_THE_AUDIT_TRAIL("DELETE FROM audit_log WHERE id < 0");

        private final String sql;

        Deed(String sql) {
            this.sql = sql;
        }
    }

    /** @throws SQLException when neither its success nor PostgreSQL's refusal was seen */
    public boolean may(Deed deed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return !statement.execute(deed.sql) || statement.getResultSet().next();
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
