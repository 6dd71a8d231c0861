package io.precinct99.token;

import io.precinct99.access.Caller;
import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * This replica's copy of the deny-list: tokens that were ended before their time. Asked on every request, so it asks nobody;
 * {@link DenyListRefresh} keeps it fresh. Thread-safe.
 */
@ApplicationScoped
public class EndedTokens {
    /** For so long the last copy counts while the database is away. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, EndedToken> entries = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Long refreshedAtNanos;

    protected EndedTokens() {
        this(null, null);
    }

    @Inject
    public EndedTokens(InstantSource clock) {
        this(clock, System::nanoTime);
    }

    EndedTokens(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** @throws Problem 401 for a token that was ended, 503 when that is not known */
    void check(VerifiedToken token) {
        Long refreshed = refreshedAtNanos;
        if (refreshed == null || nanoTime.getAsLong() - refreshed > PATIENCE.toNanos()) {
            throw Problem.unavailable("database_unavailable", "Tokens cannot be checked at the moment.", 2);
        }
        String id = token.id().value();
        if (entries.containsKey(id)) {
            throw Problem.invalidToken();
        }
        EndedToken all = entries.get(EndedToken.allOf(token.caller().userId()));
        if (all != null && token.id().epoch() < all.epoch() && !id.equals(all.spared())) {
            throw Problem.invalidToken();
        }
    }

    /** This token is over from now on: its end is stored. */
    public void end(Caller.Person caller) {
        entries.put(caller.tokenId(), EndedToken.one(caller));
    }

    /** Tokens of the person from before the epoch are over from now on, but for the one that was presented: it is stored. */
    public void endOthers(Caller.Person caller, int epoch) {
        merge(EndedToken.others(caller, epoch, clock.instant()));
    }

    /** What the database holds, in part or whole. */
    void refresh(List<EndedToken> news, long askedAtNanos) {
        news.forEach(this::merge);
        refreshedAtNanos = askedAtNanos;
    }

    void forgetExpired() {
        long now = clock.instant().getEpochSecond();
        entries.values().removeIf(entry -> entry.expiresAt() <= now);
    }

    /** Whether there is a copy at all: before, no token is believed. */
    public boolean known() {
        return refreshedAtNanos != null;
    }

    /** An older answer of the database never undoes a newer epoch. */
    private void merge(EndedToken entry) {
        entries.merge(entry.token(), entry, (known, fresh) -> fresh.epoch() >= known.epoch() ? fresh : known);
    }
}
