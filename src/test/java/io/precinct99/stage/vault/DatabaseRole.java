package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How logins of one role are made and dropped, and how long they live. */
record DatabaseRole(
        String name,
        UsernameTemplate names,
        List<String> creation,
        List<String> revocation,
        Duration setupTtl,
        Duration setupMaxTtl,
        Supplier<Ttls> overrides) {

    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXX").withZone(ZoneOffset.UTC);

    /** The login outlives its lease by this much, so that the vault and not PostgreSQL ends it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    static DatabaseRole of(
            String name, JsonObject json, Map<String, UsernameTemplate> names, Supplier<Ttls> overrides) {
        return new DatabaseRole(
                name,
                names.get(json.getString("db_name")),
                JsonText.strings(json, "creation_statements"),
                JsonText.strings(json, "revocation_statements"),
                Ttl.in(json, "default_ttl"),
                Ttl.in(json, "max_ttl"),
                overrides);
    }

    DatabaseLogin freshLogin() {
        return new DatabaseLogin(names.username(name), RandomText.alphanumeric(20));
    }

    Duration ttl() {
        return Ttl.shorter(overrides.get().lease().orElse(setupTtl), maxTtl());
    }

    Duration maxTtl() {
        return overrides.get().leaseMax().orElse(setupMaxTtl);
    }

    List<String> creation(DatabaseLogin login, Instant leaseEnd) {
        return creation.stream()
                .map(statement -> named(statement, login.username())
                        .replace("{{password}}", ScramVerifier.of(login.password()))
                        .replace("{{expiration}}", EXPIRATION.format(leaseEnd.plus(GRACE))))
                .toList();
    }

    List<String> renewal(String username, Instant leaseEnd) {
        var until = EXPIRATION.format(leaseEnd.plus(GRACE));
        return List.of(named("ALTER ROLE \"{{name}}\" VALID UNTIL '" + until + "'", username));
    }

    List<String> revocation(String username) {
        return revocation.stream().map(statement -> named(statement, username)).toList();
    }

    private static String named(String statement, String username) {
        return statement.replace("{{name}}", username).replace("{{username}}", username);
    }
}
