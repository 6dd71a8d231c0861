package io.precinct99.github;

import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import io.precinct99.vault.KeyValues;
import io.precinct99.vault.Secret;
import io.precinct99.vault.VaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * People's tokens, in vault and database together. No transaction spans both, so the order decides what a failure leaves: at
 * worst a row without a secret or a secret without a row, and either reads as "not configured". Every change asks the
 * database first, so that nothing happens in the vault while it is away; a token whose row is refused all the same is taken
 * out of the vault again.
 *
 * <p>Changes at the same time need no lock: whoever writes the row looks at the secret afterwards, and whoever destroys the
 * secret looks at the row afterwards. Whichever comes last sees the other, and a row that it finds without a secret goes.
 */
@ApplicationScoped
public class GithubTokens {
    private static final Logger LOG = Logger.getLogger(GithubTokens.class.getName());
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
        Optional<Map<String, Secret>> before = secrets.read(path(userId));
        secrets.write(path(userId), Map.of(FIELD, token.secret()));
        Instant now = now();
        try {
            integrations.configured(userId, now, origin);
        } catch (RuntimeException unrecorded) {
            putBack(userId, token, before);
            throw unrecorded;
        }
        withdrawAlone(userId, now, origin);
        return now;
    }

    /** What was there before the token, unless somebody has changed it since. */
    private void putBack(long userId, GithubToken token, Optional<Map<String, Secret>> before) {
        try {
            if (kept(userId).filter(kept -> kept.same(token)).isPresent()) {
                before.ifPresentOrElse(
                        fields -> secrets.write(path(userId), fields), () -> secrets.destroy(path(userId)));
            }
        } catch (VaultException away) {
            LOG.warning("A GitHub token stays in the vault without its row. user=" + userId + " reason=\""
                    + away.getMessage() + "\"");
        }
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
        GithubToken token = kept(userId).orElseThrow(GithubFailure::notConfigured);
        integrations.accessed(userId, now(), origin);
        return token;
    }

    private Optional<GithubToken> kept(long userId) {
        return secrets.read(path(userId))
                .flatMap(fields -> Optional.ofNullable(fields.get(FIELD)))
                .map(secret -> GithubToken.of(secret.reveal()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String path(long userId) {
        return "github/user-" + userId + "/token";
    }
}
