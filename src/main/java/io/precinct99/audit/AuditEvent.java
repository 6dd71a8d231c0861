package io.precinct99.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened. Immutable.
 *
 * @param resourceType what it happened to: {@code account}, {@code github_token}, {@code rotation}, {@code scenario}, {@code
 *     operation}
 * @param details never a secret; values are cut and cleaned when they are written
 */
public record AuditEvent(
        Action action,
        Outcome outcome,
        Origin origin,
        String resourceType,
        Optional<String> resourceId,
        Map<String, String> details) {
    public AuditEvent {
        details = Map.copyOf(details);
    }

    public static AuditEvent of(Action action, Outcome outcome, Origin origin, String resourceType) {
        return new AuditEvent(action, outcome, origin, resourceType, Optional.empty(), Map.of());
    }

    public AuditEvent about(String id) {
        return new AuditEvent(action, outcome, origin, resourceType, Optional.of(id), details);
    }

    public AuditEvent about(long id) {
        return about(Long.toString(id));
    }

    public AuditEvent with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new AuditEvent(action, outcome, origin, resourceType, resourceId, more);
    }
}
