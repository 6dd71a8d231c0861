package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** {@code auth/token/…} and the {@code auth} member of every log-in. */
final class TokenApi {

    private final Tokens tokens;
    private final InstantSource clock;

    TokenApi(Tokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.read("auth/token/lookup-self", call -> lookup(call.token()));
        routes.write("auth/token/renew-self", call -> renew(call.token(), call));
        routes.write("auth/token/revoke-self", call -> revoke(call.token()));
        routes.write("auth/token/lookup", call -> lookup(named(call)));
        routes.write("auth/token/revoke", call -> revoke(named(call)));
    }

    static JsonObjectBuilder auth(Token token, Duration left) {
        return Json.createObjectBuilder()
                .add("client_token", token.value())
                .add("accessor", token.accessor())
                .add("policies", Json.createArrayBuilder(token.policies()))
                .add("token_policies", Json.createArrayBuilder(token.policies()))
                .add("metadata", JsonText.of(token.metadata()))
                .add("lease_duration", Ttl.seconds(left))
                .add("renewable", true)
                .add("entity_id", "")
                .add("token_type", "service")
                .add("orphan", true)
                .add("num_uses", 0);
    }

    private Token named(Call call) {
        return tokens.find(call.required("token")).orElseThrow(() -> new Refusal(403, "bad token"));
    }

    private Answer renew(Token token, Call call) {
        if (token.isRoot()) {
            throw Refusal.badRequest("lease is not renewable");
        }
        return Answer.auth(auth(token, tokens.renew(token, Ttl.in(call.body(), "increment"))));
    }

    private Answer revoke(Token token) {
        tokens.revoke(token);
        return Answer.empty(204);
    }

    private Answer lookup(Token token) {
        var now = clock.instant();
        var eternal = token.expires().equals(Instant.MAX);
        var data = Json.createObjectBuilder()
                .add("accessor", token.accessor())
                .add("creation_time", token.issued().getEpochSecond())
                .add("creation_ttl", token.ttl().toSeconds())
                .add("display_name", token.displayName())
                .add("entity_id", "")
                .add("explicit_max_ttl", 0)
                .add("id", token.value())
                .add("issue_time", token.issued().toString())
                .add("meta", JsonText.of(token.metadata()))
                .add("num_uses", 0)
                .add("orphan", true)
                .add("path", token.path())
                .add("policies", Json.createArrayBuilder(token.policies()))
                .add("renewable", !eternal)
                .add("ttl", eternal ? 0 : Ttl.seconds(Duration.between(now, token.expires())))
                .add("type", "service");
        return Answer.data(
                eternal
                        ? data.add("expire_time", JsonValue.NULL)
                        : data.add("expire_time", token.expires().toString()));
    }
}
