package io.precinct99.stage.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A client token. Its value is in no {@code toString}. Safe for use by several threads. */
final class Token {

    /** Stands for the missing token on routes that are open to everybody. */
    static final Token NOBODY = new Token("", "", "", List.of(), Map.of(), Instant.MIN, Duration.ZERO, Duration.ZERO);

    private final String value;
    private final String accessor = RandomText.alphanumeric(24);
    private final String path;
    private final String displayName;
    private final List<String> policies;
    private final Map<String, String> metadata;
    private final Instant issued;
    private final Duration ttl;
    private final Instant lastPossible;
    private volatile Instant expires;

    private Token(
            String value,
            String path,
            String displayName,
            List<String> policies,
            Map<String, String> metadata,
            Instant issued,
            Duration ttl,
            Duration maxTtl) {
        this.value = value;
        this.path = path;
        this.displayName = displayName;
        this.policies = policies;
        this.metadata = metadata;
        this.issued = issued;
        this.ttl = ttl;
        this.lastPossible = maxTtl.isZero() ? Instant.MAX : issued.plus(maxTtl);
        this.expires = ttl.isZero() ? Instant.MAX : issued.plus(ttl);
    }

    static Token root(Instant now) {
        return new Token(
                "s." + RandomText.alphanumeric(24),
                "auth/token/root",
                "root",
                List.of("root"),
                Map.of(),
                now,
                Duration.ZERO,
                Duration.ZERO);
    }

    static Token granted(TokenGrant grant, String path, String displayName, Map<String, String> metadata, Instant now) {
        var value = "s." + RandomText.alphanumeric(24);
        return new Token(value, path, displayName, grant.policies(), metadata, now, grant.ttl(), grant.maxTtl());
    }

    boolean isRoot() {
        return policies.contains("root");
    }

    boolean hasExpiredAt(Instant now) {
        return !now.isBefore(expires);
    }

    /** The new life counts from now and never passes the maximum; it may be shorter than the old one. */
    Duration renew(Duration increment, Instant now) {
        var wanted = now.plus(increment.isZero() ? ttl : increment);
        expires = wanted.isBefore(lastPossible) ? wanted : lastPossible;
        return Duration.between(now, expires);
    }

    String value() {
        return value;
    }

    String accessor() {
        return accessor;
    }

    String path() {
        return path;
    }

    String displayName() {
        return displayName;
    }

    List<String> policies() {
        return policies;
    }

    Map<String, String> metadata() {
        return metadata;
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

    @Override
    public String toString() {
        return "Token[" + displayName + "]";
    }
}
