package io.precinct99.audit;

import static io.precinct99.audit.AuditServer.AUDIT;
import static io.precinct99.audit.AuditServer.LEASES;
import static io.precinct99.audit.AuditServer.VERIFICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.FaultyServer;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.Stage;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the superuser does to the trail of a running server is found; what the application may not do is refused. */
class VerificationIT {
    private static AuditServer audit;

    @BeforeAll
    static void start() throws Exception {
        audit = AuditServer.start("verification");
    }

    @AfterAll
    static void stop() throws Exception {
        audit.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "UPDATE precinct99.audit_log SET address = address || 'x' WHERE id = $"
                        + " => UPDATE precinct99.audit_log SET address = left(address, -1) WHERE id = $",
                "UPDATE precinct99.audit_log SET occurred_at = occurred_at - interval '1 microsecond' WHERE id = $"
                        + " => UPDATE precinct99.audit_log SET occurred_at = occurred_at + interval '1 microsecond' WHERE id = $",
                "UPDATE precinct99.audit_log SET details = details || '{\"x\": \"\"}' WHERE id = $"
                        + " => UPDATE precinct99.audit_log SET details = details - 'x' WHERE id = $",
                "CREATE TABLE precinct99.kept AS SELECT * FROM precinct99.audit_log WHERE id = $;"
                        + " DELETE FROM precinct99.audit_log WHERE id = $"
                        + " => INSERT INTO precinct99.audit_log OVERRIDING SYSTEM VALUE SELECT * FROM precinct99.kept;"
                        + " DROP TABLE precinct99.kept",
                "CREATE TABLE precinct99.kept AS SELECT * FROM precinct99.audit_links WHERE audit_id = $;"
                        + " DELETE FROM precinct99.audit_links WHERE audit_id = $"
                        + " => INSERT INTO precinct99.audit_links SELECT * FROM precinct99.kept;"
                        + " DROP TABLE precinct99.kept",
                "UPDATE precinct99.audit_links SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE audit_id = $"
                        + " => UPDATE precinct99.audit_links SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE audit_id = $"
            })
    void whatTheSuperuserDoesIsFound(String tampering, String undo) throws Exception {
        audit.verify();
        // Not the last row: a checkpoint that is signed meanwhile would confirm what is undone again.
        int id = audit.list("?actor=" + audit.userId)
                .getJsonArray("items")
                .getJsonObject(1)
                .getInt("id");
        audit.server.sql(tampering.replace("$", String.valueOf(id)));
        try {
            JsonObject found = audit.verify();
            assertThat(found.getInt("first_broken")).isEqualTo(id);
            assertThat(found.getInt("verified_up_to")).isLessThan(id);
        } finally {
            audit.server.sql(undo.replace("$", String.valueOf(id)));
        }
        audit.assertWhole();
    }

    @Test
    void rowWithoutLinkIsFound() throws Exception {
        audit.server.sql(
                "INSERT INTO precinct99.audit_log (occurred_at, actor, action, outcome, resource_type, address, details)"
                        + " VALUES (now(), 'ghost', 'logout', 'success', 'account', '127.0.0.1', '{}')");
        try {
            int id = audit.newest("?actor=ghost").getInt("id");
            assertThat(audit.verify().getInt("first_broken")).isEqualTo(id);
        } finally {
            audit.server.sql("DELETE FROM precinct99.audit_log WHERE actor = 'ghost'");
        }
        audit.assertWhole();
    }

    @Test
    void wrongSignatureOfACheckpointIsFound() throws Exception {
        Eventually.holds(
                "a checkpoint, by this server or one before it",
                Checkpoints.LONGEST.plusSeconds(20),
                () -> number("SELECT count(*) FROM precinct99.audit_checkpoints") > 0);
        // By its number: another may be signed before this one is mended.
        String last = " WHERE seq = " + number("SELECT max(seq) FROM precinct99.audit_checkpoints");
        audit.server.sql("UPDATE precinct99.audit_checkpoints SET signature = 'A' || signature" + last);
        try {
            assertThat(audit.verify()).containsKey("first_broken");
        } finally {
            audit.server.sql("UPDATE precinct99.audit_checkpoints SET signature = substr(signature, 2)" + last);
        }
        audit.assertWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE precinct99.audit_log SET actor = 'x'",
                "DELETE FROM precinct99.audit_log",
                "TRUNCATE precinct99.audit_log",
                "UPDATE precinct99.audit_links SET audit_id = 0",
                "DELETE FROM precinct99.audit_links",
                "DELETE FROM precinct99.audit_checkpoints",
                "UPDATE precinct99.audit_checkpoints SET signature = ''"
            })
    void leasedLoginsOnlyAdd(String statement) throws Exception {
        try (Connection connection = Stage.current().superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("SET ROLE precinct99_app");
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void verificationNeedsTheVaultAndNothingElseDoes() throws Exception {
        audit.server.faults().seal();
        try {
            assertThat(audit.api().post(VERIFICATION, "", audit.operator).statusCode())
                    .isEqualTo(503);
            assertThat(audit.api().get(LEASES, audit.user).statusCode()).isEqualTo(403);
            assertThat(audit.api().get(AUDIT, audit.auditor).statusCode()).isEqualTo(200);
        } finally {
            audit.server.faults().unseal();
        }
        FaultyServer.secondsUntil(
                System.nanoTime(),
                20,
                () -> audit.api().post(VERIFICATION, "", audit.operator).statusCode() == 200);
        audit.assertWhole();
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = Stage.current().superuser();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
