package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.precinct99.stage.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Database logins on loan: what holds on every stage. */
class LeaseContractIT {
    private static final String ROLE = "precinct99-app";

    private final Stage stage = Stage.current();
    private Workload workload;
    private VaultSession session;

    @BeforeEach
    void logIn() {
        workload = Workload.on(stage, Map.of());
        session = workload.login();
    }

    @AfterEach
    void logOut() {
        session.revokeSelf();
        workload.close();
    }

    @Test
    void leasedLoginWorksAndSaysWhenItEnds() throws SQLException {
        DatabaseLease lease = session.databaseCredentials(ROLE);
        try (Connection connection = workload.connect(lease)) {
            assertThat(texts(connection, "SELECT current_user::text")).containsExactly(lease.username());
        }
        assertThat(lease.expiry().remaining()).isPositive();
        assertThat(Expiry.earliest(lease.expiry(), session.expiry())).isEqualTo(lease.expiry());
        session.revokeLease(lease.id());
    }

    @Test
    void leasedLoginBelongsToTheApplicationOnlyAndOwnsNothing() throws SQLException {
        DatabaseLease lease = session.databaseCredentials(ROLE);
        assertThat(superuser(
                        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = quote_ident(?)::regrole",
                        lease.username()))
                .containsExactly("precinct99_app");
        assertThat(superuser(
                        "SELECT deptype::text FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass"
                                + " AND refobjid = quote_ident(?)::regrole AND classid <> 'pg_auth_members'::regclass",
                        lease.username()))
                .isEmpty();
        assertThat(superuser(
                        "SELECT (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)::text"
                                + " FROM pg_roles WHERE rolname = ?",
                        lease.username()))
                .containsExactly("false");
        session.revokeLease(lease.id());
    }

    @Test
    void leasedLoginMakesNeitherTablesNorRoles() throws SQLException {
        DatabaseLease lease = session.databaseCredentials(ROLE);
        try (Connection connection = workload.connect(lease);
                Statement statement = connection.createStatement()) {
            for (String forbidden : List.of(
                    "CREATE TABLE precinct99.mine (a int)",
                    "CREATE TABLE public.mine (a int)",
                    "CREATE TEMPORARY TABLE mine (a int)",
                    "CREATE SCHEMA mine",
                    "CREATE ROLE mine",
                    "SET ROLE precinct99_owner",
                    "GRANT precinct99_owner TO CURRENT_USER")) {
                SQLException refused = catchThrowableOfType(SQLException.class, () -> statement.execute(forbidden));
                assertThat(refused.getSQLState()).as(forbidden).isEqualTo("42501");
            }
        }
        session.revokeLease(lease.id());
    }

    @Test
    void revokedLeaseTakesItsRoleAlongAtOnceEvenInUse() throws SQLException {
        DatabaseLease lease = session.databaseCredentials(ROLE);
        try (Connection connection = workload.connect(lease)) {
            session.revokeLease(lease.id());
            assertThat(rolesNamed(lease)).isEmpty();
            assertThatThrownBy(() -> texts(connection, "SELECT current_user::text"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(catchThrowableOfType(SQLException.class, () -> workload.connect(lease))
                        .getSQLState())
                .isEqualTo("28P01");
    }

    @Test
    void revokingAnUnknownOrEndedLeaseIsASuccess() {
        DatabaseLease lease = session.databaseCredentials(ROLE);
        session.revokeLease(lease.id());
        session.revokeLease(lease.id());
        session.revokeLease(new Secret("database/creds/" + ROLE + "/neverExisted"));
    }

    @Test
    void endedTokenTakesItsLeasesAlong() throws Exception {
        VaultSession other = workload.login();
        DatabaseLease lease = other.databaseCredentials(ROLE);
        assertThat(rolesNamed(lease)).hasSize(1);
        other.revokeSelf();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!rolesNamed(lease).isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(20);
        }
        assertThat(rolesNamed(lease)).isEmpty();
    }

    @Test
    void roleThatIsNotOursIsDenied() {
        VaultException denied =
                catchThrowableOfType(VaultException.class, () -> session.databaseCredentials("somebody-elses"));
        assertThat(denied.kind()).isEqualTo(VaultException.Kind.DENIED);
    }

    private List<String> rolesNamed(DatabaseLease lease) throws SQLException {
        return superuser("SELECT rolname FROM pg_roles WHERE rolname = ?", lease.username());
    }

    private List<String> superuser(String sql, String name) throws SQLException {
        try (Connection connection = stage.superuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            return texts(statement.executeQuery());
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return texts(statement.executeQuery(sql));
        }
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }
}
