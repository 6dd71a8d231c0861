package io.precinct99.github;

import io.precinct99.audit.Action;
import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.AuditTrail;
import io.precinct99.audit.Origin;
import io.precinct99.audit.Outcome;
import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the database knows of the tokens. Each change and its audit row are one transaction; of several changes at once each
 * happens as a whole, the later one last, which is why these are single statements and no entity.
 */
@ApplicationScoped
public class Integrations {
    private final AuditTrail trail;

    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    protected Integrations() {
        this(null);
    }

    @Inject
    public Integrations(AuditTrail trail) {
        this.trail = trail;
    }

    Optional<Integration> of(long userId) {
        List<?> rows = query(
                        "SELECT configured_at, last_accessed_at FROM github_integrations WHERE user_id = ?", userId)
                .getResultList();
        return rows.stream().map(row -> integration((Object[]) row)).findFirst();
    }

    /** @throws Problem 404 when the account is gone; a token outlives it by up to an hour */
    void requireAccount(long userId) {
        if (query("SELECT id FROM users WHERE id = ?", userId).getResultList().isEmpty()) {
            throw Problem.notFound();
        }
    }

    /** @throws Problem 404 when the account is gone */
    @Transactional
    public void configured(long userId, Instant now, Origin origin) {
        String upsert = """
                INSERT INTO github_integrations (user_id, configured_at) SELECT id, ? FROM users WHERE id = ?
                ON CONFLICT (user_id) DO UPDATE SET configured_at = excluded.configured_at, last_accessed_at = NULL
                """;
        if (query(upsert, Timestamp.from(now), userId).executeUpdate() == 0) {
            throw Problem.notFound();
        }
        trail.append(event(Action.GITHUB_CONFIGURED, userId, origin));
    }

    /** Nothing to forget is no event. */
    @Transactional
    public void deleted(long userId, Origin origin) {
        if (query("DELETE FROM github_integrations WHERE user_id = ?", userId).executeUpdate() > 0) {
            trail.append(event(Action.GITHUB_DELETED, userId, origin));
        }
    }

    /** Forgets what {@link #configured} wrote then, unless somebody has changed it since. */
    @Transactional
    public void withdrawn(long userId, Instant configuredAt, Origin origin) {
        String delete = "DELETE FROM github_integrations WHERE user_id = ? AND configured_at = ?";
        if (query(delete, userId, Timestamp.from(configuredAt)).executeUpdate() > 0) {
            trail.append(event(Action.GITHUB_DELETED, userId, origin));
        }
    }

    /** @throws Problem 404 when there is no token any more */
    @Transactional
    public void accessed(long userId, Instant now, Origin origin) {
        String update = "UPDATE github_integrations SET last_accessed_at = ? WHERE user_id = ?";
        if (query(update, Timestamp.from(now), userId).executeUpdate() == 0) {
            throw GithubFailure.notConfigured();
        }
        trail.append(event(Action.GITHUB_TOKEN_READ, userId, origin));
    }

    private Query query(String sql, Object... values) {
        Query query = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }

    private static AuditEvent event(Action action, long userId, Origin origin) {
        return AuditEvent.of(action, Outcome.SUCCESS, origin, "github_token").about(userId);
    }

    private static Integration integration(Object[] row) {
        return new Integration(instant(row[0]), Optional.ofNullable(row[1]).map(Integrations::instant));
    }

    private static Instant instant(Object stored) {
        return ((Timestamp) stored).toInstant();
    }
}
