package io.precinct99;

import io.precinct99.stage.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The leased logins that PostgreSQL knows at this moment. */
public final class LeasedRoles {
    private LeasedRoles() {}

    public static List<String> of(Stage stage) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = stage.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rolname FROM pg_roles WHERE rolcanlogin"
                        + " AND pg_has_role(oid, 'precinct99_app', 'MEMBER') AND NOT rolsuper AND NOT rolcreaterole")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
