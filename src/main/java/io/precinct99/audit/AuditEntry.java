package io.precinct99.audit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of the trail as those who may read it see it. */
public record AuditEntry(
        long id,
        Instant occurredAt,
        String actor,
        Optional<String> actorName,
        String action,
        String outcome,
        String resourceType,
        Optional<String> resourceId,
        String address,
        Optional<String> userAgent,
        Optional<String> traceId,

        @Schema(type = SchemaType.OBJECT, additionalProperties = String.class)
        JsonObject details) {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    /** From the id and {@link StoredRow#COLUMNS}. What only an edited row can lack is filled in: the verification tells. */
    static AuditEntry of(Object[] columns) {
        return new AuditEntry(
                ((Number) columns[0]).longValue(),
                columns[1] instanceof Number micros
                        ? Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS)
                        : Instant.EPOCH,
                (String) columns[2],
                optional(columns[3]),
                (String) columns[4],
                (String) columns[5],
                (String) columns[6],
                optional(columns[7]),
                (String) columns[8],
                optional(columns[9]),
                optional(columns[10]),
                object((String) columns[11]));
    }

    private static Optional<String> optional(Object text) {
        return Optional.ofNullable((String) text);
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readValue() instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
        } catch (RuntimeException edited) {
            return JsonObject.EMPTY_JSON_OBJECT; // a number that nobody can compute with, for example
        }
    }
}
