package io.precinct99.audit;

import io.precinct99.TestClock;
import io.precinct99.stage.OwnSchema;
import io.precinct99.vault.LocalTransit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables of the trail in a schema of their own, on the PostgreSQL of this run, without a server. */
final class ChainFixture implements AutoCloseable {
    private final OwnSchema schema = new OwnSchema("V2__audit.sql");
    final TestClock clock = new TestClock();
    final LocalTransit transit = new LocalTransit(clock);
    final Chain chain = new Chain(database());
    long nanos;
    final Checkpoints checkpoints = new Checkpoints(database(), transit, "audit-checkpoint", clock, () -> this.nanos);

    ChainFixture() throws SQLException, IOException {}

    /** As another replica has one. */
    DataSource database() {
        return new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                return connect();
            }
        };
    }

    Connection connect() throws SQLException {
        return schema.connect();
    }

    VerificationResult verify() throws SQLException {
        return new Verification(new LinkedRows(database()), checkpoints).run();
    }

    /** Adds rows as {@link AuditTrail} does, all in one transaction. */
    void write(Connection connection, int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "WITH entry AS (INSERT INTO audit_log (occurred_at, actor, action, outcome, resource_type,"
                            + " address, details) SELECT now(), n::text, 'logout', 'success', 'account', '127.0.0.1',"
                            + " '{\"a\": \"b\"}' FROM generate_series(1, " + rows + ") AS n RETURNING id)"
                            + " INSERT INTO audit_pending (audit_id) SELECT id FROM entry");
        }
    }

    void write(int rows) throws SQLException {
        try (Connection connection = connect()) {
            write(connection, rows);
        }
    }

    /** Writes and links, so that ids and places are both 1 to {@code rows} in a fresh schema. */
    void writeLinked(int rows) throws SQLException {
        write(rows);
        chain.linkBacklog();
    }

    void sql(String statement) throws SQLException {
        schema.sql(statement);
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        schema.close();
    }
}
