package io.precinct99.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Writes the trail. Thread-safe. */
@ApplicationScoped
public class AuditTrail {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    private static final int LONGEST_DETAIL = 1024;
    /** The queue tells the chain which rows it has not linked yet. */
    private static final String APPEND = """
            WITH entry AS (
              INSERT INTO audit_log (occurred_at, actor, actor_name, action, outcome, resource_type, resource_id,
                                     address, user_agent, trace_id, details)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb))
              RETURNING id)
            INSERT INTO audit_pending (audit_id) SELECT id FROM entry
            """;

    private final InstantSource clock;

    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    protected AuditTrail() {
        this(null);
    }

    @Inject
    public AuditTrail(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a row, in the transaction of the caller or one of its own. A caller who changes something calls this within the
     * same transaction: both happen or neither.
     */
    @Transactional
    public void append(AuditEvent event) {
        Origin origin = event.origin();
        Object[] values = {
            Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)), // as precise as PostgreSQL keeps it
            origin.actor(),
            origin.actorName().orElse(null),
            event.action().text(),
            event.outcome().text(),
            event.resourceType(),
            event.resourceId().orElse(null),
            origin.address(),
            origin.userAgent().orElse(null),
            origin.traceId().orElse(null),
            details(event)
        };
        var insert = entities.createNativeQuery(APPEND);
        for (int i = 0; i < values.length; i++) {
            insert.setParameter(i + 1, values[i]);
        }
        insert.executeUpdate();
    }

    private static String details(AuditEvent event) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        new TreeMap<>(event.details()).forEach((name, value) -> json.add(name, PlainText.of(value, LONGEST_DETAIL)));
        return json.build().toString();
    }
}
