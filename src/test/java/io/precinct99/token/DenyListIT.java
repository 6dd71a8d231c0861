package io.precinct99.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.OwnSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When rows leave the shared deny-list, on a real PostgreSQL, in a schema of its own. */
class DenyListIT {
    private OwnSchema schema;
    private Connection connection;
    private Statement sql;

    @BeforeEach
    void prepare() throws Exception {
        schema = new OwnSchema("V1__accounts.sql", "V4__sessions.sql");
        connection = schema.connect();
        sql = connection.createStatement();
        sql.execute("INSERT INTO ended_tokens (token, expires_at) VALUES ('over', now() - interval '1 minute'),"
                + " ('live', now() + interval '1 hour')");
    }

    @AfterEach
    void end() throws Exception {
        connection.close();
        schema.close();
    }

    @Test
    void tokensThatEndedByThemselvesAreForgotten() throws Exception {
        assertThat(leftAfterForgettingAt(Duration.ZERO)).containsExactly("live");
    }

    @Test
    void fault31_hostAheadForgetsNoneThatTheDatabaseTakesForLive() throws Exception {
        assertThat(leftAfterForgettingAt(Duration.ofDays(90))).containsExactly("live");
    }

    @Test
    void fault31_hostBehindForgetsNoneThatItTakesForLive() throws Exception {
        assertThat(leftAfterForgettingAt(Duration.ofMinutes(-10))).containsExactly("live", "over");
    }

    @Test
    void fault31_rowOfATokenThatASlowHostStillTakesForLiveStays() throws Exception {
        sql.execute("INSERT INTO ended_tokens (token, expires_at) VALUES ('just over', now() - interval '40 seconds')");
        assertThat(leftAfterForgettingAt(Duration.ZERO)).containsExactly("just over", "live");
    }

    private List<String> leftAfterForgettingAt(Duration ahead) throws SQLException {
        try (var forget = connection.prepareStatement(DenyList.FORGET)) {
            forget.setTimestamp(1, Timestamp.from(Instant.now().plus(ahead)));
            forget.executeUpdate();
        }
        List<String> left = new ArrayList<>();
        try (ResultSet row = sql.executeQuery("SELECT token FROM ended_tokens ORDER BY token")) {
            while (row.next()) {
                left.add(row.getString(1));
            }
        }
        return left;
    }
}
