package io.precinct99;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation as {@code /openapi} tells of it.
 *
 * @param body the example of its request body; empty when it takes none
 * @param textFields members of the body that are strings
 * @param security what must be presented; empty for nothing
 */
record DocumentedOperation(
        String method, String path, List<String> query, JsonObject body, List<String> textFields, JsonArray security) {
    private static final String JSON = "application/json";

    /** The whole of {@code /openapi}. */
    static JsonObject document(Api api) throws IOException {
        HttpResponse<String> answer = api.get("/openapi?format=json", null);
        if (answer.statusCode() != 200) {
            throw new AssertionError("/openapi answered " + answer.statusCode());
        }
        return Outside.json(answer.body());
    }

    static List<DocumentedOperation> of(Api api) throws IOException {
        JsonObject document = document(api);
        List<DocumentedOperation> operations = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                    if (method.matches("get|put|post|delete|patch|head|options")) {
                        operations.add(read(document, method.toUpperCase(), path, operation.asJsonObject()));
                    }
                }));
        return operations;
    }

    /** With something in the place of every path parameter. */
    String target(String value) {
        return path.replaceAll("\\{[^}]*}", value);
    }

    boolean hasPathParameter() {
        return path.contains("{");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static DocumentedOperation read(JsonObject document, String method, String path, JsonObject operation) {
        List<String> query = new ArrayList<>();
        if (operation.containsKey("parameters")) {
            operation.getJsonArray("parameters").getValuesAs(JsonObject.class).stream()
                    .filter(parameter -> parameter.getString("in").equals("query"))
                    .forEach(parameter -> query.add(parameter.getString("name")));
        }
        JsonObject body = JsonValue.EMPTY_JSON_OBJECT;
        List<String> fields = new ArrayList<>();
        if (operation.containsKey("requestBody")) {
            JsonObject content = resolve(document, operation.getJsonObject("requestBody"))
                    .getJsonObject("content")
                    .getJsonObject(JSON);
            JsonObject schema = resolve(document, content.getJsonObject("schema"));
            body = example(content, schema);
            schema.getJsonObject("properties").forEach((name, member) -> {
                if (resolve(document, member.asJsonObject())
                        .get("type")
                        .toString()
                        .contains("string")) {
                    fields.add(name);
                }
            });
        }
        JsonArray security =
                operation.containsKey("security") ? operation.getJsonArray("security") : JsonValue.EMPTY_JSON_ARRAY;
        return new DocumentedOperation(method, path, query, body, fields, security);
    }

    private static JsonObject example(JsonObject content, JsonObject schema) {
        JsonValue example = content.get("example");
        if (example == null && schema.containsKey("examples")) {
            example = schema.getJsonArray("examples").get(0);
        }
        return example == null ? Json.createObjectBuilder().build() : example.asJsonObject();
    }

    /** What a reference stands for. */
    static JsonObject resolve(JsonObject document, JsonObject value) {
        return value.containsKey("$ref")
                ? document.getValue(value.getString("$ref").substring(1)).asJsonObject()
                : value;
    }
}
