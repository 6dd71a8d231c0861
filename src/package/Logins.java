import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** Prints how many logins the vault has lent in the PostgreSQL of an embedded stage; the argument is its admin.env. */
public final class Logins {
    private static final String LENT = "SELECT count(*) FROM pg_roles WHERE rolcanlogin"
            + " AND pg_has_role(oid, 'precinct99_app', 'MEMBER') AND NOT rolsuper AND NOT rolcreaterole";

    private Logins() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        Properties admin = new Properties();
        try (var file = Files.newBufferedReader(Path.of(arguments[0]))) {
            admin.load(file);
        }
        try (Connection connection = DriverManager.getConnection(
                        admin.getProperty("ADMIN_DB_URL"),
                        admin.getProperty("ADMIN_DB_USER"),
                        admin.getProperty("ADMIN_DB_PASSWORD"));
                ResultSet lent = connection.createStatement().executeQuery(LENT)) {
            lent.next();
            System.out.println(lent.getInt(1));
        }
    }
}
