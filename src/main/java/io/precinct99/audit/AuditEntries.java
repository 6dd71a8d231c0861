package io.precinct99.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the trail. Through the persistence context, which repeats a read whose connection was lost. */
@ApplicationScoped
public class AuditEntries {
    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    /** Up to {@code limit} rows with ids below {@code before}, newest first. */
    @SuppressWarnings("unchecked") // JPA's native queries give rows without a type
    List<AuditEntry> before(long before, AuditQuery query, int limit) {
        StringBuilder sql = new StringBuilder("SELECT a.id, " + StoredRow.COLUMNS + " FROM audit_log a WHERE a.id < ?");
        List<Object> values = new ArrayList<>(List.of(before));
        query.actor().ifPresent(actor -> and(sql, values, "a.actor = ?", actor));
        query.action().ifPresent(action -> and(sql, values, "a.action = ?", action.text()));
        query.outcome().ifPresent(outcome -> and(sql, values, "a.outcome = ?", outcome.text()));
        query.from().ifPresent(from -> and(sql, values, "a.occurred_at >= ?", time(from)));
        query.to().ifPresent(to -> and(sql, values, "a.occurred_at < ?", time(to)));
        and(sql, values, "true ORDER BY a.id DESC LIMIT ?", limit);
        var select = entities.createNativeQuery(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            select.setParameter(i + 1, values.get(i));
        }
        Stream<Object[]> rows = select.getResultList().stream();
        return rows.map(AuditEntry::of).toList();
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(" AND ").append(condition);
        values.add(value);
    }

    private static Timestamp time(Instant instant) {
        return Timestamp.from(instant);
    }
}
