package io.precinct99.stage.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A leased login: whose it is and until when. Safe for use by several threads; renewal and revocation lock it. */
final class Lease {

    private final String id;
    private final Token token;
    private final DatabaseRole role;
    private final String username;
    private final Instant issued;
    private final Duration ttl;
    private final Instant lastPossible;
    private volatile Instant expires;
    private volatile Optional<Instant> renewed = Optional.empty();
    private volatile int failedRevocations;

    Lease(Token token, DatabaseRole role, String username, Instant issued, Duration ttl) {
        this.id = "database/creds/" + role.name() + "/" + RandomText.alphanumeric(24);
        this.token = token;
        this.role = role;
        this.username = username;
        this.issued = issued;
        this.ttl = ttl;
        this.lastPossible = issued.plus(role.maxTtl());
        this.expires = issued.plus(ttl);
    }

    /** The end after a renewal, which counts from now and never passes the maximum. */
    Instant renewalEnd(Duration increment, Instant now) {
        var wanted = now.plus(increment.isZero() ? ttl : increment);
        return wanted.isBefore(lastPossible) ? wanted : lastPossible;
    }

    void renewed(Instant end, Instant now) {
        expires = end;
        renewed = Optional.of(now);
    }

    boolean hasExpiredAt(Instant now) {
        return !now.isBefore(expires);
    }

    /** Counts one more failure of the vault's own revocation and returns how many there were. */
    synchronized int revocationFailed() {
        failedRevocations++;
        return failedRevocations;
    }

    boolean belongsTo(Token other) {
        return token == other;
    }

    String id() {
        return id;
    }

    DatabaseRole role() {
        return role;
    }

    String username() {
        return username;
    }

    Instant issued() {
        return issued;
    }

    Duration ttl() {
        return ttl;
    }

    Instant expires() {
        return expires;
    }

    Optional<Instant> renewed() {
        return renewed;
    }

    @Override
    public String toString() {
        return "Lease[" + username + "]";
    }
}
