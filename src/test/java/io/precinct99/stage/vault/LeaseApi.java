package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/** {@code sys/leases/…}. */
final class LeaseApi {

    private final Leases leases;
    private final InstantSource clock;

    LeaseApi(Leases leases, InstantSource clock) {
        this.leases = leases;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.write("sys/leases/lookup", this::lookup);
        routes.write("sys/leases/renew", this::renew);
        routes.write("sys/leases/revoke", this::revoke);
        routes.writeWithSudo("sys/leases/revoke-prefix/{prefix...}", this::revokePrefix);
        routes.writeWithSudo("sys/leases/revoke-force/{prefix...}", this::revokeForce);
        routes.list("sys/leases/lookup/{prefix...}", this::list);
    }

    private Answer lookup(Call call) {
        var lease = leases.find(call.required("lease_id")).orElseThrow(() -> Refusal.badRequest("invalid lease"));
        var data = Json.createObjectBuilder()
                .add("id", lease.id())
                .add("issue_time", lease.issued().toString())
                .add("expire_time", lease.expires().toString())
                .add("renewable", true)
                .add("ttl", Ttl.seconds(Duration.between(clock.instant(), lease.expires())));
        return Answer.data(
                lease.renewed().isPresent()
                        ? data.add("last_renewal", lease.renewed().get().toString())
                        : data.add("last_renewal", JsonValue.NULL));
    }

    private Answer renew(Call call) {
        var lease = leases.find(call.required("lease_id")).orElseThrow(() -> Refusal.badRequest("lease not found"));
        try {
            var left = leases.renew(lease, Ttl.in(call.body(), "increment"));
            return Answer.json(
                    200,
                    Json.createObjectBuilder()
                            .add("lease_id", lease.id())
                            .add("renewable", true)
                            .add("lease_duration", Ttl.seconds(left))
                            .build());
        } catch (SQLException e) {
            throw Refusal.badRequest("failed to renew entry: SQLSTATE " + e.getSQLState());
        }
    }

    /** An unknown lease is as good as a revoked one: 204 as well. */
    private Answer revoke(Call call) {
        var lease = leases.find(call.required("lease_id"));
        if (!call.flag("sync", true)) {
            lease.ifPresent(leases::revokeSoon);
            return Answer.empty(202);
        }
        lease.ifPresent(this::revokeNow);
        return Answer.empty(204);
    }

    private Answer revokePrefix(Call call) {
        leases.under(call.variable("prefix")).forEach(this::revokeNow);
        return Answer.empty(204);
    }

    private Answer revokeForce(Call call) {
        for (var lease : leases.under(call.variable("prefix"))) {
            try {
                leases.revoke(lease);
            } catch (SQLException e) {
                leases.forget(lease);
            }
        }
        return Answer.empty(204);
    }

    private void revokeNow(Lease lease) {
        try {
            leases.revoke(lease);
        } catch (SQLException e) {
            throw Refusal.badRequest("failed to revoke entry: SQLSTATE " + e.getSQLState());
        }
    }

    private Answer list(Call call) {
        var prefix = call.variable("prefix").replaceAll("/?$", "/");
        var found = leases.under(prefix);
        if (found.isEmpty()) {
            throw Refusal.notFound();
        }
        var keys = Json.createArrayBuilder();
        found.forEach(lease -> keys.add(lease.id().substring(prefix.length())));
        return Answer.data(Json.createObjectBuilder().add("keys", keys));
    }
}
