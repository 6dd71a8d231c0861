package io.precinct99.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * What one log-in gave: a token, with which leases are made and ended. Immutable and thread-safe. Leases made here end with
 * the token at the latest.
 */
public final class VaultSession {
    private static final Logger LOG = Logger.getLogger(VaultSession.class.getName());
    private static final Duration LEASE_DEADLINE = Duration.ofSeconds(5);
    private static final List<String> NO_LONGER_THERE = List.of("invalid lease", "lease not found");

    private final VaultTransport transport;
    private final String databaseMount;
    private final Secret token;
    private final Expiry expiry;

    VaultSession(VaultTransport transport, String databaseMount, Secret token, Expiry expiry) {
        this.transport = transport;
        this.databaseMount = databaseMount;
        this.token = token;
        this.expiry = expiry;
    }

    public Expiry expiry() {
        return expiry;
    }

    Secret token() {
        return token;
    }

    /**
     * Leases a PostgreSQL login.
     *
     * @param role name of the database role in the vault
     * @throws VaultException when there is none to be had now; a lease that is of no use was given back then
     */
    public DatabaseLease databaseCredentials(String role) {
        VaultRequest request = VaultRequest.read("database_credentials", databaseMount + "/creds/" + role, token)
                .once() // a second try would leave the login of the first behind
                .within(LEASE_DEADLINE);
        long asked = System.nanoTime();
        VaultAnswer answer = transport.send(request).orThrow(request);
        Secret id = new Secret(VaultAnswer.text(answer.body(), "lease_id"));
        try {
            JsonObject data = answer.data();
            return new DatabaseLease(
                    id,
                    VaultAnswer.text(data, "username"),
                    new Secret(VaultAnswer.text(data, "password")),
                    Expiry.earliest(Expiry.ofLoan(answer.body(), asked), expiry));
        } catch (VaultException e) {
            giveBack(id);
            throw e;
        }
    }

    private void giveBack(Secret leaseId) {
        try {
            revokeLease(leaseId);
        } catch (VaultException e) {
            LOG.warning("A lease of no use was not revoked; it ends with its token. reason=\"" + e.getMessage() + "\"");
        }
    }

    /**
     * Ends a lease, and waits until its PostgreSQL role is dropped. Ending one that is no longer there is a success.
     *
     * @throws VaultException when the vault refused, which may mean that PostgreSQL is away: try again
     */
    public void revokeLease(Secret leaseId) {
        JsonObject body = Json.createObjectBuilder()
                .add("lease_id", leaseId.reveal())
                .add("sync", true)
                .build();
        VaultRequest request = VaultRequest.write("lease_revoke", "sys/leases/revoke", body, token)
                .within(LEASE_DEADLINE)
                .asRepeatable();
        VaultAnswer answer = transport.send(request);
        if (!answer.isSuccess()
                && NO_LONGER_THERE.stream().noneMatch(answer.body().toString()::contains)) {
            answer.orThrow(request);
        }
    }

    /** Ends this session's token, and with it every lease that it made and that was not ended before. */
    public void revokeSelf() {
        VaultRequest request = new VaultRequest(
                "token_revoke",
                "POST",
                "auth/token/revoke-self",
                Optional.empty(),
                Optional.of(token),
                true,
                Duration.ofSeconds(2));
        VaultAnswer answer = transport.send(request);
        if (answer.status() != 403) { // 403: it has ended already
            answer.orThrow(request);
        }
    }

    /** The same, when nothing can be done about a failure. */
    public void endQuietly() {
        try {
            revokeSelf();
        } catch (VaultException e) {
            LOG.fine(() -> "An old vault token was not revoked and dies by its own end. reason=" + e.getMessage());
        }
    }

    /**
     * Whether the vault still knows our token.
     *
     * @throws VaultException when it does not say
     */
    boolean isKnown() {
        VaultRequest request = VaultRequest.read("token_lookup", "auth/token/lookup-self", token);
        VaultAnswer answer = transport.send(request);
        if (answer.isTransient()) {
            answer.orThrow(request);
        }
        return answer.isSuccess();
    }
}
