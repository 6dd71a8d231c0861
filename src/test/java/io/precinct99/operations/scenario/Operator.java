package io.precinct99.operations.scenario;

import io.precinct99.FaultyServer;
import io.precinct99.access.Role;
import io.precinct99.stage.Stage;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Somebody who runs the system, on every stage: made an operator behind the application's back. */
public record Operator(FaultyServer server, String name, String token) {
    public static Operator of(FaultyServer server) throws Exception {
        String name = server.somebody(Role.OPERATOR);
        return new Operator(server, name, server.api().logIn(name));
    }

    /** Newest first. */
    public List<JsonObject> rotations() throws Exception {
        return ScenariosIT.json(server.api().get("/api/v1/operations/rotations", token))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    /** Outcome, actor's name and resource type of the newest such row of this operator; empty without one. */
    public String audited(String action, String resourceId) throws SQLException {
        try (Connection connection = Stage.current().superuser();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT outcome || ' ' || resource_type FROM precinct99.audit_log"
                                + " WHERE action = ? AND resource_id = ? AND actor_name = ? ORDER BY id DESC LIMIT 1")) {
            query.setString(1, action);
            query.setString(2, resourceId);
            query.setString(3, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /** How many rows say that this operator forced a rotation. */
    public long forcedRotations() throws SQLException {
        try (Connection connection = Stage.current().superuser();
                PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM precinct99.audit_log"
                        + " WHERE action = 'rotation.forced' AND actor_name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
