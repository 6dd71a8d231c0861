package io.precinct99.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A row of the trail as PostgreSQL gives it back, each column as text.
 *
 * @param columns those of {@link #COLUMNS}; all null when the row is not there
 */
record StoredRow(long auditId, List<String> columns) {
    /**
     * Every column but the id, of a table or view named {@code a}. Microseconds are exact in PostgreSQL's numeric; an infinite
     * time, which only somebody who edits rows can write, becomes null.
     */
    static final String COLUMNS = """
            CASE WHEN isfinite(a.occurred_at) THEN CAST(extract(epoch FROM a.occurred_at) * 1000000 AS bigint) END,
            a.actor, a.actor_name, a.action, a.outcome, a.resource_type, a.resource_id, a.address, a.user_agent, a.trace_id,
            CAST(a.details AS text)
            """;

    private static final int COUNT = 11;
    private static final int ACTOR = 1;

    StoredRow {
        columns = Collections.unmodifiableList(columns);
    }

    /** @param first index of the first of {@link #COLUMNS} in the result, from 1 */
    static StoredRow read(long auditId, ResultSet result, int first) throws SQLException {
        String[] columns = new String[COUNT];
        for (int i = 0; i < COUNT; i++) {
            columns[i] = result.getString(first + i);
        }
        return new StoredRow(auditId, Arrays.asList(columns));
    }

    /** Whether there is a row at all: every one has an actor. */
    boolean isThere() {
        return columns.get(ACTOR) != null;
    }
}
