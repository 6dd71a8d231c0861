package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Eventually;
import io.precinct99.stage.vault.VaultClient.Reply;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseLeasesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TestIdentity IDENTITY = new TestIdentity();

    @TempDir
    static Path folder;

    private static TestPostgres postgres;
    private static DevVault vault;
    private static VaultClient client;

    @BeforeAll
    static void start() {
        postgres = new TestPostgres(folder);
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault"))
                .withJwtKeys(IDENTITY)
                .withDatabase(postgres.admin())
                .withRevocationRetry(Duration.ofMillis(200)));
        client = VaultClient.of(vault);
    }

    @AfterEach
    void heal() {
        vault.heal();
        vault.ttls(Ttls.OF_SETUP);
    }

    @AfterAll
    static void stop() {
        vault.close();
        assertThat(postgres.query("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'lease-%'"))
                .isEqualTo("0");
        postgres.close();
    }

    @Test
    void credentialsAreALoginThatIsAMemberOfTheApplicationOnly() throws SQLException {
        var creds = creds(client.loggedIn(IDENTITY.jwt()));
        var user = user(creds);

        assertThat(user)
                .as("username_template of the set-up file")
                .matches("lease-precinct99-app-[a-z0-9]{20}")
                .hasSizeLessThan(64);
        assertThat(creds.body().getString("lease_id")).matches("database/creds/precinct99-app/[A-Za-z0-9]{24}");
        assertThat(creds.body().getInt("lease_duration")).isEqualTo(3600);
        assertThat(creds.body().getBoolean("renewable")).isTrue();
        try (var connection = login(creds);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO precinct99.cases VALUES (" + Math.abs(user.hashCode()) + ")");
        }
        assertThat(postgres.query("SELECT string_agg(r.rolname, ',') FROM pg_auth_members m JOIN pg_roles r"
                        + " ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = '" + user + "'"))
                .isEqualTo("precinct99_app");
        assertThat(postgres.query("SELECT rolpassword FROM pg_authid WHERE rolname = '" + user + "'"))
                .startsWith("SCRAM-SHA-256$4096:");
    }

    @Test
    void revocationDropsTheLoginAndEndsItsSessions() throws Exception {
        var app = client.loggedIn(IDENTITY.jwt());
        var creds = creds(app);
        try (var connection = login(creds)) {
            assertThat(revoke(app, creds).status()).isEqualTo(204);

            assertThat(postgres.hasRole(user(creds))).isFalse();
            Eventually.within(SOON, () -> isBroken(connection));
            assertThatThrownBy(() -> login(creds)).hasFieldOrPropertyWithValue("SQLState", "28P01");
        }
        assertThat(revoke(app, creds).status()).as("an unknown lease").isEqualTo(204);
    }

    @Test
    void asynchronousRevocationDropsTheLoginLater() throws Exception {
        var app = client.loggedIn(IDENTITY.jwt());
        var creds = creds(app);

        var revoked = app.post(
                "sys/leases/revoke", "{\"lease_id\":\"" + creds.body().getString("lease_id") + "\",\"sync\":false}");

        assertThat(revoked.status()).isEqualTo(202);
        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
    }

    @Test
    void anExpiredLeaseDropsItsLogin() throws Exception {
        vault.ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(1), HOUR));
        var creds = creds(client.loggedIn(IDENTITY.jwt()));

        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
    }

    @Test
    void anExpiredTokenTakesItsLeasesAlong() throws Exception {
        vault.ttls(Ttls.OF_SETUP.withToken(Duration.ofSeconds(3), HOUR));
        var app = client.loggedIn(IDENTITY.jwt());
        var creds = creds(app);

        assertThat(creds.body().getInt("lease_duration"))
                .as("ignores the token")
                .isEqualTo(3600);
        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
        assertThat(app.get("auth/token/lookup-self").status()).isEqualTo(403);
    }

    @Test
    void revokingTheTokenRevokesItsLeases() throws Exception {
        var app = client.loggedIn(IDENTITY.jwt());
        var creds = creds(app);

        assertThat(app.post("auth/token/revoke-self", Map.of()).status()).isEqualTo(204);

        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
    }

    @Test
    void aSealedVaultEndsNothingUntilItIsUnsealed() throws Exception {
        vault.ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(3), HOUR));
        var creds = creds(client.loggedIn(IDENTITY.jwt()));
        vault.inject(Fault.SEALED);
        // The login outlives its lease by five seconds, less what rounding takes: this is 100 ms after the lease.
        Eventually.within(
                SOON,
                () -> "t"
                        .equals(postgres.query("SELECT rolvaliduntil < now() + interval '3900 ms' FROM pg_roles"
                                + " WHERE rolname = '" + user(creds) + "'")));

        vault.heal();

        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
    }

    @Test
    void renewalCountsFromNowAndMayShorten() {
        var root = VaultClient.root(vault);
        var creds = creds(client.loggedIn(IDENTITY.jwt()));
        var id = creds.body().getString("lease_id");

        var renewed = root.post("sys/leases/renew", Map.of("lease_id", id, "increment", 60));
        assertThat(renewed.body().getInt("lease_duration")).isEqualTo(60);
        var ttl = root.post("sys/leases/lookup", Map.of("lease_id", id)).data().getInt("ttl");
        assertThat(ttl).isBetween(50, 60);
        var longest = root.post("sys/leases/renew", Map.of("lease_id", id, "increment", 7200));
        assertThat(longest.body().getInt("lease_duration")).isBetween(3590, 3600);

        var prefix = root.post("sys/leases/revoke-prefix/database/creds/precinct99-app", Map.of());
        assertThat(prefix.status()).isEqualTo(204);
        assertThat(postgres.hasRole(user(creds))).isFalse();
        assertThat(root.post("sys/leases/lookup", Map.of("lease_id", id)).error())
                .isEqualTo("invalid lease");
    }

    @Test
    void aLyingLeaseDiesOnTime() throws Exception {
        vault.ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(1), HOUR));
        vault.inject(Fault.LYING_LEASE);

        var creds = creds(client.loggedIn(IDENTITY.jwt()));

        assertThat(creds.body().getInt("lease_duration")).isGreaterThan(300_000_000);
        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
    }

    @Test
    void withoutPostgresRevocationIsRefusedAndWorksLater() {
        var app = client.loggedIn(IDENTITY.jwt());
        var creds = creds(app);
        postgres.stop();
        try {
            assertThat(revoke(app, creds).status()).isEqualTo(400);
            assertThat(app.get("database/creds/precinct99-app").status()).isEqualTo(500);
        } finally {
            postgres.start();
        }

        assertThat(revoke(app, creds).status()).isEqualTo(204);
        assertThat(postgres.hasRole(user(creds))).isFalse();
    }

    @Test
    void theVaultRetriesByItselfWhatPostgresRefused() throws Exception {
        vault.ttls(Ttls.OF_SETUP.withLease(Duration.ofSeconds(2), HOUR));
        var creds = creds(client.loggedIn(IDENTITY.jwt()));
        var lease = Map.of("lease_id", creds.body().getString("lease_id"));
        postgres.stop();
        try {
            Eventually.within(
                    SOON,
                    () -> VaultClient.root(vault)
                                    .post("sys/leases/lookup", lease)
                                    .data()
                                    .getInt("ttl")
                            == 0);
        } finally {
            postgres.start();
        }
        assertThat(vault.liveLeases())
                .as("not forgotten while its login is left")
                .isPositive();

        Eventually.within(SOON, () -> !postgres.hasRole(user(creds)));
    }

    private static Reply creds(VaultClient app) {
        var creds = app.get("database/creds/precinct99-app");
        assertThat(creds.status()).isEqualTo(200);
        return creds;
    }

    private static Reply revoke(VaultClient app, Reply creds) {
        return app.post("sys/leases/revoke", Map.of("lease_id", creds.body().getString("lease_id"), "sync", true));
    }

    private static String user(Reply creds) {
        return creds.data().getString("username");
    }

    private static Connection login(Reply creds) throws SQLException {
        return postgres.login(user(creds), creds.data().getString("password"));
    }

    private static boolean isBroken(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }
}
