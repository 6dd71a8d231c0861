package io.precinct99.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What stands behind the application: the embedded stage, or real programs started beside the tests. */
public interface Stage {
    /** What the application is told, by the names of its configuration. Nothing in it is secret. */
    Map<String, String> environment();

    /** A connection of PostgreSQL's superuser to the application's database, for tests. */
    Connection superuser() throws SQLException;

    /**
     * The stage of this test run: the real one when the system property {@code stage.directory} names the folder of its
     * {@code stage.env}, else an embedded one, started once and ended with this JVM.
     */
    static Stage current() {
        return StageOfThisRun.STAGE;
    }
}
