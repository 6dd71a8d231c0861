package io.precinct99.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Tables of the application in a schema of their own, on the PostgreSQL of this run, without a server. */
public final class OwnSchema implements AutoCloseable {
    private final String name = "own_" + UUID.randomUUID().toString().substring(0, 8);

    /** @param migrations whose tables it has, in their order */
    public OwnSchema(String... migrations) throws SQLException, IOException {
        sql("CREATE SCHEMA " + name);
        for (String migration : migrations) {
            sql(Files.readString(Path.of("src/main/resources/db/migration", migration)));
        }
    }

    /** The caller's to close. */
    public Connection connect() throws SQLException {
        Connection connection = Stage.current().superuser();
        connection.setSchema(name);
        return connection;
    }

    public void sql(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Override
    public void close() throws SQLException {
        sql("DROP SCHEMA " + name + " CASCADE");
    }
}
