package io.precinct99.token;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.problem.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for the claims of a token whose signature is good. Times are seconds since 1970. */
final class Claims {
    /** {@code client_id} of tokens that people got by logging in here. */
    static final String OWN_CLIENT = "precinct99";
    /** For {@code iat} and {@code nbf}; none for {@code exp}. */
    static final long LEEWAY = 60;
    /** Looked at as text: a number such as 1e1000000000 must not be computed. Milliseconds have 13 digits. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

    private static final Pattern USER_ID = Pattern.compile("[1-9]\\d{0,17}");

    private final JsonObject claims;

    private Claims(JsonObject claims) {
        this.claims = claims;
    }

    static VerifiedToken check(JsonObject json, TokenConfig config, long now) {
        Claims claims = new Claims(json);
        claims.require(claims.text("iss").equals(config.issuer()));
        // A single audience, never a list: a token that others accept too is not ours.
        claims.require(claims.text("aud").equals(config.audience()));
        claims.require(claims.text("client_id").equals(OWN_CLIENT));
        long expiresAt = claims.seconds("exp");
        claims.require(now < expiresAt);
        claims.require(claims.seconds("iat") <= now + LEEWAY);
        claims.require(claims.seconds("nbf") <= now + LEEWAY);
        String subject = claims.text("sub");
        claims.require(USER_ID.matcher(subject).matches());
        TokenId id = TokenId.parse(claims.text("jti"));
        Caller.Person person = new Caller.Person(
                subject, Long.parseLong(subject), claims.text("username"), claims.roles(), id.value(), expiresAt);
        return new VerifiedToken(person, id);
    }

    private void require(boolean holds) {
        if (!holds) {
            throw Problem.invalidToken();
        }
    }

    private String text(String claim) {
        if (claims.get(claim) instanceof JsonString text && !text.getString().isEmpty()) {
            return text.getString();
        }
        throw Problem.invalidToken();
    }

    private long seconds(String claim) {
        if (claims.get(claim) instanceof JsonNumber number
                && SECONDS.matcher(number.toString()).matches()) {
            return Long.parseLong(number.toString());
        }
        throw Problem.invalidToken();
    }

    private Set<Role> roles() {
        if (!(claims.get("groups") instanceof JsonArray groups)) {
            throw Problem.invalidToken();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (var group : groups) {
            require(group instanceof JsonString);
            roles.add(Role.named(((JsonString) group).getString()).orElseThrow(Problem::invalidToken));
        }
        return roles;
    }
}
