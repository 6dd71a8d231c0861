package io.precinct99.vault;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A vault behind a transport: gives tokens, knows which ones live, and answers as a test writes down. Thread-safe. */
final class FakeVault implements VaultTransport {
    static final VaultConfig CONFIG =
            VaultConfig.from(MapConfig.of("VAULT_ADDR", "https://openbao:8200"), new ConfigErrors());

    private final Set<String> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tokens = new AtomicInteger();
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final Map<String, Function<VaultRequest, VaultAnswer>> written = new ConcurrentHashMap<>();

    /** The answer to requests of this kind from now on, instead of the usual. */
    void answers(String kind, Supplier<VaultAnswer> answer) {
        written.put(kind, request -> answer.get());
    }

    void answersAsUsual(String kind) {
        written.remove(kind);
    }

    /** Requests of this kind so far. */
    int sent(String kind) {
        return sent.containsKey(kind) ? sent.get(kind).get() : 0;
    }

    int liveTokens() {
        return live.size();
    }

    void revokeTokens() {
        live.clear();
    }

    VaultSession login() {
        return new VaultLogin(CONFIG, null, this).with(JsonObject.EMPTY_JSON_OBJECT);
    }

    /** A fresh token with this life, as JSON. */
    VaultAnswer token(String leaseDuration) {
        String token = "s.token-" + tokens.incrementAndGet();
        live.add(token);
        return ok("{'auth':{'client_token':'" + token + "','lease_duration':" + leaseDuration + "}}");
    }

    @Override
    public VaultAnswer send(VaultRequest request) {
        sent.computeIfAbsent(request.kind(), kind -> new AtomicInteger()).incrementAndGet();
        Function<VaultRequest, VaultAnswer> answer = written.get(request.kind());
        return answer != null ? answer.apply(request) : usual(request);
    }

    private VaultAnswer usual(VaultRequest request) {
        if (request.kind().equals("login")) {
            return token("3600");
        }
        String token = request.token().orElseThrow().reveal();
        if (!live.contains(token)) {
            return refused(403);
        }
        if (request.kind().equals("token_revoke")) {
            live.remove(token);
        }
        return ok("{}");
    }

    /** @param json with apostrophes for quotation marks */
    static VaultAnswer ok(String json) {
        return new VaultAnswer(200, json(json), Optional.empty());
    }

    static VaultAnswer refused(int status) {
        return new VaultAnswer(status, JsonObject.EMPTY_JSON_OBJECT, Optional.empty());
    }

    static VaultAnswer refused(int status, Duration retryAfter) {
        return new VaultAnswer(status, JsonObject.EMPTY_JSON_OBJECT, Optional.of(retryAfter));
    }

    static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
    }
}
