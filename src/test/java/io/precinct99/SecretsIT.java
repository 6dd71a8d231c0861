package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.FaultInjector;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 8: what is secret is in no log, however fine, and in no answer that is for operators. */
@Tag("embedded") // its vault remembers what it gave away
class SecretsIT {
    private static final String EVERYTHING_OF_OURS = "*=info:io.precinct99.*=all:com.zaxxer.hikari.*=all";
    private static final String OPERATOR_PASSWORD = "terry-precinct99";
    private static final String TYPED_WRONG = "correct horse battery 8";
    private static final EmbeddedStage STAGE = (EmbeddedStage) Stage.current();
    private static final FaultInjector FAULTS = FaultInjector.of(STAGE);

    /** The operator is a demo user; log-ins are tried until they work. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PRECINCT99_DEMO", "true",
            "PRECINCT99_RATE_LIMIT_LOGIN_NAME", "off",
            "PRECINCT99_RATE_LIMIT_LOGIN_ADDRESS", "off");

    @Test
    void secretsStayInside() throws Exception {
        Set<String> secrets = new HashSet<>(Set.of(Api.PASSWORD, OPERATOR_PASSWORD, TYPED_WRONG));
        StringBuilder seen = new StringBuilder();
        LibertyServer server = LibertyServer.prepare("secrets", STAGE, SETTINGS).tracing(EVERYTHING_OF_OURS);
        try (server) {
            server.startReady();
            Api api = new Api(server.uri());
            String name = Api.freshName();
            api.register(name);
            String person = api.logIn(name);
            logsIn(api, "terry", OPERATOR_PASSWORD);
            String operator = api.logIn("terry", OPERATOR_PASSWORD);
            secrets.addAll(Set.of(person, operator));
            live(api, name, person, operator);
            goThroughFaults(api, name, person);
            for (String path : new String[] {"leases", "rotations", "identity"}) {
                seen.append(api.get("/api/v1/operations/" + path, operator).body());
            }
            seen.append(api.get("/metrics", null).body());
            seen.append(api.get("/api/v1/health/ready", null).body());
        }
        secrets.addAll(STAGE.vault().secretsHandedOut());
        assertThat(secrets)
                .as("tokens, passwords and leases of three generations")
                .hasSizeGreaterThan(14);
        assertThat(server.allLogs()).contains("New database login is active", "cause=manual", "com.zaxxer.hikari");
        hasNone(server.allLogs(), secrets);
        hasNone(seen.toString(), secrets);
    }

    @Test
    void refusedConfigurationIsNotRepeated() throws Exception {
        Set<String> secrets = Set.of("hunter2");
        LibertyServer server = LibertyServer.prepare(
                "secrets-refused",
                STAGE,
                Map.of(
                        "VAULT_ADDR", "https://precinct99:hunter2@localhost:8200",
                        "DB_PORT", "hunter2",
                        "PRECINCT99_RATE_LIMIT_CALLER", "hunter2",
                        "PRECINCT99_TOKEN_LIFE", "hunter2"));
        try (server) {
            server.start();
            FaultyServer.secondsUntil(
                    System.nanoTime(), 120, () -> server.log().contains("The configuration is refused"));
        }
        assertThat(server.log())
                .contains("VAULT_ADDR", "DB_PORT", "precinct99.rate-limit.caller", "precinct99.token.life");
        hasNone(server.allLogs(), secrets);
    }

    /** What people and operators do, mistakes included. */
    private static void live(Api api, String name, String person, String operator) throws Exception {
        assertThat(api.get("/api/v1/auth/me", person).statusCode()).isEqualTo(200);
        assertThat(api.get("/api/v1/auth/me", person + "x").statusCode()).isEqualTo(401);
        assertThat(api.tryLogIn(name, TYPED_WRONG).statusCode()).isEqualTo(401);
        assertThat(api.post("/api/v1/auth/login", "{\"password\":\"" + Api.PASSWORD + "\",", null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.tryRegister(name).statusCode()).isEqualTo(409);
        assertThat(api.post("/api/v1/operations/rotations", "{}", operator).statusCode())
                .isEqualTo(202);
    }

    /** The vault is sealed, the login is dropped, everything is revoked. */
    private static void goThroughFaults(Api api, String name, String person) throws Exception {
        FAULTS.seal();
        try {
            assertThat(api.tryLogIn(name, Api.PASSWORD).statusCode()).isEqualTo(503);
        } finally {
            FAULTS.unseal();
        }
        FaultyServer.pause(1); // the old login is given back
        for (String role : LeasedRoles.of(STAGE)) {
            Eventually.holds("the role is gone", Duration.ofSeconds(10), () -> dropped(role));
        }
        reads(api, person);
        FAULTS.revokeTokens();
        reads(api, person);
        logsIn(api, name, Api.PASSWORD);
    }

    private static void logsIn(Api api, String name, String password) throws Exception {
        FaultyServer.secondsUntil(
                System.nanoTime(), 15, () -> api.tryLogIn(name, password).statusCode() == 200);
    }

    /** False when the vault is just dropping it. */
    private static boolean dropped(String role) {
        try (Connection connection = STAGE.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("DROP ROLE IF EXISTS \"" + role + "\"");
            return true;
        } catch (SQLException givenBack) {
            return false;
        }
    }

    private static void reads(Api api, String person) throws Exception {
        FaultyServer.secondsUntil(
                System.nanoTime(), 15, () -> api.get("/api/v1/auth/me", person).statusCode() == 200);
    }

    private static void hasNone(String text, Set<String> secrets) {
        assertThat(secrets.stream().filter(text::contains))
                .as("secrets in sight")
                .isEmpty();
        assertThat(text)
                .doesNotContainPattern("eyJ[A-Za-z0-9_-]{10}") // any JWT
                .doesNotContain("-----BEGIN", "PRIVATE KEY", "$2a$", "$2b$", "SCRAM-SHA-256$");
    }
}
