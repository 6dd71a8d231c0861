package io.precinct99.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.precinct99.access.Caller;
import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;

/**
 * Verifies tokens and remembers the good ones by their SHA-256 until they end: a full check costs fifteen times as much.
 * Bad tokens are never remembered. An entry counts only with the key set that it was verified with. Thread-safe.
 */
@ApplicationScoped
public class VerifiedTokens {
    private static final long MAX_TOKENS = 50_000;

    private record Entry(VerifiedToken token, KeySet keys) {}

    private final SigningKeys keys;
    private final EndedTokens ended;
    private final TokenVerifier verifier;
    private final InstantSource clock;
    private final Cache<String, Entry> good;

    protected VerifiedTokens() {
        this(null, null, null, null, Duration.ZERO);
    }

    @Inject
    public VerifiedTokens(SigningKeys keys, EndedTokens ended, Config config) {
        this(keys, ended, TokenConfig.load(config), InstantSource.system());
    }

    VerifiedTokens(SigningKeys keys, EndedTokens ended, TokenConfig config, InstantSource clock) {
        this(keys, ended, new TokenVerifier(config, clock), clock, config.life());
    }

    private VerifiedTokens(
            SigningKeys keys, EndedTokens ended, TokenVerifier verifier, InstantSource clock, Duration life) {
        this.keys = keys;
        this.ended = ended;
        this.verifier = verifier;
        this.clock = clock;
        this.good = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .expireAfterWrite(life)
                .build();
    }

    /** @throws Problem 401 for a token that is wrong in any way or was ended, 503 before keys and deny-list are known */
    Caller.Person caller(String token) {
        if (token.length() > TokenText.MAX_LENGTH) {
            throw Problem.invalidToken();
        }
        KeySet current = keys.current();
        String digest = sha256(token);
        Entry entry = good.getIfPresent(digest);
        if (entry == null || !entry.keys().samePublished(current)) {
            entry = new Entry(verifier.verify(token, current), current);
            good.put(digest, entry);
        }
        if (clock.instant().getEpochSecond() >= entry.token().expiresAt()) {
            good.invalidate(digest);
            throw Problem.invalidToken();
        }
        ended.check(entry.token());
        return entry.token().caller();
    }

    private static String sha256(String token) {
        try {
            return new String(MessageDigest.getInstance("SHA-256").digest(token.getBytes(ISO_8859_1)), ISO_8859_1);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
