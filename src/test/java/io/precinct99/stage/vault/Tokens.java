package io.precinct99.stage.vault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The tokens that live. Whatever ends one, those who must know are told from the thread of the deadlines. */
final class Tokens {

    private final Map<String, Token> live = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Deadlines deadlines;
    private final Consumer<Token> ended;
    private final Token root;

    Tokens(InstantSource clock, Deadlines deadlines, Consumer<Token> ended) {
        this.clock = clock;
        this.deadlines = deadlines;
        this.ended = ended;
        this.root = Token.root(clock.instant());
        live.put(root.value(), root);
    }

    Token root() {
        return root;
    }

    Token grant(TokenGrant grant, String path, String displayName, Map<String, String> metadata) {
        var token = Token.granted(grant, path, displayName, metadata, clock.instant());
        live.put(token.value(), token);
        watch(token);
        return token;
    }

    /** The token with this value, if it has not ended; an expired one is gone even before its deadline ran. */
    Optional<Token> find(String value) {
        return Optional.ofNullable(live.get(value)).filter(token -> !token.hasExpiredAt(clock.instant()));
    }

    boolean isLive(Token token) {
        return find(token.value()).isPresent();
    }

    Duration renew(Token token, Duration increment) {
        var left = token.renew(increment, clock.instant());
        watch(token);
        return left;
    }

    void revoke(Token token) {
        if (live.remove(token.value(), token)) {
            deadlines.soon(() -> ended.accept(token));
        }
    }

    /** Root's stays. */
    void revokeAll() {
        live.values().stream().filter(token -> token != root).forEach(this::revoke);
    }

    /** Without root's. */
    int count() {
        return (int) live.values().stream().filter(this::isLive).count() - 1;
    }

    private void watch(Token token) {
        deadlines.at(token.expires(), () -> {
            if (token.hasExpiredAt(clock.instant()) && live.remove(token.value(), token)) {
                ended.accept(token);
            }
        });
    }
}
