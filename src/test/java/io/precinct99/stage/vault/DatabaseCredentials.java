package io.precinct99.stage.vault;

import jakarta.json.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** {@code database/creds/…}: makes a login and leases it to the caller's token. */
final class DatabaseCredentials {

    private static final Duration LIE = Duration.ofDays(3650);

    private final Map<String, DatabaseRole> roles;
    private final Database database;
    private final Leases leases;
    private final Tokens tokens;
    private final Faults faults;
    private final InstantSource clock;

    DatabaseCredentials(
            Map<String, DatabaseRole> roles,
            Database database,
            Leases leases,
            Tokens tokens,
            Faults faults,
            InstantSource clock) {
        this.roles = Map.copyOf(roles);
        this.database = database;
        this.leases = leases;
        this.tokens = tokens;
        this.faults = faults;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.read("database/creds/{role}", this::lend);
    }

    private Answer lend(Call call) {
        var role = roles.get(call.variable("role"));
        if (role == null) {
            throw Refusal.badRequest("unknown role: " + call.variable("role"));
        }
        var now = clock.instant();
        var login = role.freshLogin();
        var lease = new Lease(call.token(), role, login.username(), now, role.ttl());
        try {
            database.run(role.creation(login, lease.expires()));
        } catch (SQLException e) {
            throw new Refusal(500, Refusal.listed("failed to create the credentials: SQLSTATE " + e.getSQLState()));
        }
        leases.add(lease);
        if (!tokens.isLive(call.token())) {
            // It ended meanwhile, and its end may have missed this lease.
            leases.revokeSoon(lease);
            throw Refusal.noToken();
        }
        var told = faults.on(Fault.Kind.LYING_LEASE, call.path()) ? LIE : lease.ttl();
        return Answer.lease(
                lease.id(),
                told.toSeconds(),
                Json.createObjectBuilder().add("username", login.username()).add("password", login.password()));
    }
}
