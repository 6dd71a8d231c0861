package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody needs who has nothing but {@code /docs}: a section, a summary, an example of every body, every status. */
@Tag("embedded") // nothing in it depends on the stage
class OpenApiIT {
    private static JsonObject document;

    @BeforeAll
    static void read() throws Exception {
        document = DocumentedOperation.document(FaultyServer.shared().api());
    }

    @Test
    void everyOperationIsExplained() {
        Set<String> sections = new HashSet<>();
        document.getJsonArray("tags").getValuesAs(JsonObject.class).forEach(tag -> {
            assertThat(tag.getString("description")).isNotBlank();
            sections.add(tag.getString("name"));
        });
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> used = new HashSet<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, value) -> {
                    JsonObject operation = value.asJsonObject();
                    String where = method + " " + path + ": ";
                    List<String> tags = operation.getJsonArray("tags").getValuesAs(JsonString::getString);
                    used.addAll(tags);
                    if (tags.size() != 1 || !sections.containsAll(tags)) {
                        faults.add(where + "one section, of those described: " + tags);
                    }
                    if (operation.getString("summary", "").isBlank()) {
                        faults.add(where + "no summary");
                    }
                    if (!names.add(operation.getString("operationId", ""))) {
                        faults.add(where + "its operationId is not unique");
                    }
                    if (operation.containsKey("requestBody") && !hasExample(operation.getJsonObject("requestBody"))) {
                        faults.add(where + "no example of its body");
                    }
                    operation.getJsonObject("responses").forEach((status, response) -> {
                        JsonObject resolved = resolved(response.asJsonObject());
                        if (resolved.getString("description", "").isBlank()) {
                            faults.add(where + status + " has no description");
                        }
                        if (status.startsWith("2") && resolved.containsKey("content") && !hasExample(resolved)) {
                            faults.add(where + status + " has no example");
                        }
                    });
                }));
        assertThat(faults).isEmpty();
        assertThat(used).isEqualTo(sections);
    }

    /** To check a token takes keys, and the list of those that were ended. */
    @Test
    void whereverATokenMayBeRefusedItMayBeImpossibleToCheck() {
        List<String> checking = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                    JsonObject responses = operation.asJsonObject().getJsonObject("responses");
                    if (responses.containsKey("401")) {
                        checking.add(method + " " + path);
                        assertThat(responses).as(method + " " + path).containsKey("503");
                        assertThat(resolved(responses.getJsonObject("503")).getJsonObject("headers"))
                                .as(method + " " + path)
                                .containsKey("Retry-After");
                    }
                }));
        assertThat(checking)
                .contains("get /", "get /metrics", "get /api/v1/operations/rotations/{number}")
                .noneMatch(operation -> operation.contains("/health"));
    }

    /** Of a schema that stands for it, or of its items. */
    private static boolean hasExample(JsonObject withContent) {
        return resolved(withContent).getJsonObject("content").values().stream().allMatch(value -> {
            JsonObject media = value.asJsonObject();
            return media.containsKey("example")
                    || media.containsKey("examples")
                    || shows(media.getJsonObject("schema"));
        });
    }

    private static boolean shows(JsonObject reference) {
        JsonObject schema = resolved(reference);
        if (schema.containsKey("examples") || schema.containsKey("example")) {
            return true;
        }
        if (schema.containsKey("items")) {
            return shows(schema.getJsonObject("items"));
        }
        JsonObject members = schema.getJsonObject("properties");
        return members != null
                ? members.values().stream().allMatch(member -> shows(member.asJsonObject()))
                : !schema.getString("type", "object").equals("object"); // the UI makes one up for a plain value
    }

    private static JsonObject resolved(JsonObject object) {
        return DocumentedOperation.resolve(document, object);
    }
}
