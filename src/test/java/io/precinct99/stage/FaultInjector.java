package io.precinct99.stage;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What can go wrong on a stage on purpose, by name. Every fault has its end; a test ends what it began. */
public interface FaultInjector {
    /** The injector of a stage. */
    static FaultInjector of(Stage stage) {
        return stage instanceof RealStage real ? new RealFaults(real) : new EmbeddedFaults((EmbeddedStage) stage);
    }

    /** kill -9 of the agent. */
    void killAgent() throws IOException;

    /** Returns when it serves again. */
    void startAgent() throws IOException;

    /** It keeps its connections and answers nobody. */
    void freezeAgent() throws IOException;

    void thawAgent() throws IOException;

    /** The application is registered no longer. */
    void deleteEntry() throws IOException;

    void createEntry() throws IOException;

    void seal() throws IOException;

    void unseal() throws IOException;

    /** It keeps its connections and answers nobody. */
    void freezeVault() throws IOException;

    void thawVault() throws IOException;

    /** Every lease that lives, at once, behind the application's back. */
    void revokeLeases() throws IOException;

    /** Every token that an application holds, with the leases made by it. */
    void revokeTokens() throws IOException;

    /** Life of the database leases that are made from now on. */
    void leaseLives(Duration ttl, Duration max) throws IOException;

    /** As the set-up files say. */
    void usualLives() throws IOException;

    /** kill -9 of one back end: PostgreSQL ends all sessions, recovers from its log and serves again. */
    default void crashDatabase(Stage stage) throws SQLException, IOException {
        long pid;
        try (Connection connection = stage.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            pid = row.getLong(1);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            ProcessHandle.of(pid).ifPresent(backend -> backend.onExit().join());
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e; // that our own connection broke is the point
            }
        }
    }
}
