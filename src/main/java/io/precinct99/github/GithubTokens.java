package io.precinct99.github;

import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import io.precinct99.vault.KeyValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * People's tokens, in vault and database together. No transaction spans both, so the order decides what a failure leaves: at
 * worst a row without a secret or a secret without a row, and either reads as "not configured". Every change asks the
 * database first, so that nothing happens in the vault while it is away.
 *
 * <p>Changes at the same time need no lock: whoever writes the row looks at the secret afterwards, and whoever destroys the
 * secret looks at the row afterwards. Whichever comes last sees the other, and a row that it finds without a secret goes.
 */
@ApplicationScoped
public class GithubTokens {
    private static final String FIELD = "token";

    private final KeyValues secrets;
    private final Integrations integrations;
    private final InstantSource clock;

    protected GithubTokens() {
        this(null, null, null);
    }

    @Inject
    public GithubTokens(KeyValues secrets, Integrations integrations, InstantSource clock) {
        this.secrets = secrets;
        this.integrations = integrations;
        this.clock = clock;
    }

    /** Keeps a token instead of an earlier one. One that is destroyed meanwhile was kept first. @return since when */
    Instant configure(long userId, GithubToken token, Origin origin) {
        integrations.requireAccount(userId);
        secrets.write(path(userId), Map.of(FIELD, token.secret()));
        Instant now = now();
        integrations.configured(userId, now, origin);
        withdrawAlone(userId, now, origin);
        return now;
    }

    /** Destroys it, and once more at the end: a token that came at the same time must not stay behind without a row. */
    void delete(long userId, Origin origin) {
        integrations.of(userId);
        secrets.destroy(path(userId));
        integrations.deleted(userId, origin);
        secrets.destroy(path(userId));
        integrations.of(userId).ifPresent(again -> withdrawAlone(userId, again.configuredAt(), origin));
    }

    /** Forgets a row whose secret was destroyed behind it. A row that was written since is its writer's to look after. */
    private void withdrawAlone(long userId, Instant configuredAt, Origin origin) {
        if (secrets.read(path(userId)).isEmpty()) {
            integrations.withdrawn(userId, configuredAt, origin);
        }
    }

    /**
     * Takes the token out for use, which leaves its trace before anybody uses it.
     *
     * @throws Problem 404 when there is none
     */
    GithubToken take(long userId, Origin origin) {
        if (integrations.of(userId).isEmpty()) {
            throw GithubFailure.notConfigured();
        }
        GithubToken token = secrets.read(path(userId))
                .flatMap(fields -> Optional.ofNullable(fields.get(FIELD)))
                .map(secret -> GithubToken.of(secret.reveal()))
                .orElseThrow(GithubFailure::notConfigured);
        integrations.accessed(userId, now(), origin);
        return token;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String path(long userId) {
        return "github/user-" + userId + "/token";
    }
}
