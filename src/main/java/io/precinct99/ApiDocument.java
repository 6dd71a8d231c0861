package io.precinct99;

import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createHeader;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import io.precinct99.problem.ProblemJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document by what is true of every operation, so that no resource has to repeat it: the refusals of
 * the filters, problem documents, and which members an answer always has. A resource names only the errors of its own, by
 * status. Runs once, when somebody first asks for the document.
 */
public class ApiDocument implements OASFilter {
    /** Probes are answered outside of JAX-RS: no limits, no tokens, no problems. */
    private static final String PROBES = "/health";
    /** Told to whoever asks: nobody looks at a token. */
    private static final String HEALTH = "/api/v1/health";

    /** The tags of META-INF/openapi.yaml, by the part of the address after the version. */
    private static final Map<String, String> SECTIONS =
            Map.of("auth", "Accounts", "github", "GitHub", "audit", "Audit trail", "operations", "Operations");

    private static final String PLATFORM = "Platform";

    private static final Map<String, String> MEANING = Map.ofEntries(
            Map.entry("400", "Malformed: syntax, a JSON type, a query or path value"),
            Map.entry("401", "No access token where one is needed, or one that is not valid"),
            Map.entry("403", "The caller may not do this"),
            Map.entry("404", "There is nothing here"),
            Map.entry("406", "No representation that the Accept header allows"),
            Map.entry("409", "In conflict with the present state"),
            Map.entry("413", "The body is too large"),
            Map.entry("415", "The body has no Content-Type, or not this one"),
            Map.entry("422", "Well-formed, but a rule is broken"),
            Map.entry("429", "Too many requests"),
            Map.entry("502", "Somebody else's service failed"),
            Map.entry("503", "Something that this call needs is away"));
    private static final Map<String, String> HEADERS =
            Map.of("401", "WWW-Authenticate", "429", "Retry-After", "503", "Retry-After");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().getSchemas().values().forEach(ApiDocument::leaveOutInsteadOfNull);
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    operation.setTags(List.of(section(path)));
                    if (!path.startsWith(PROBES)) {
                        complete(path, method, operation);
                    }
                }));
    }

    private static String section(String path) {
        String[] parts = path.split("/"); // the first is empty
        return parts.length > 3 ? SECTIONS.getOrDefault(parts[3], PLATFORM) : PLATFORM;
    }

    /** Optional members are scanned as nullable; ours are never null but absent, and all others are always there. */
    private static void leaveOutInsteadOfNull(Schema schema) {
        if (schema.getProperties() == null || schema.getRequired() != null) {
            return;
        }
        List<String> required = new ArrayList<>();
        new TreeMap<>(schema.getProperties()).forEach((name, member) -> {
            if (isNull(member)
                    || member.getAnyOf() != null && member.getAnyOf().stream().anyMatch(ApiDocument::isNull)) {
                schema.addProperty(name, withoutNull(member));
            } else {
                required.add(name);
            }
        });
        schema.setRequired(required);
    }

    private static boolean isNull(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.NULL);
    }

    private static Schema withoutNull(Schema member) {
        if (member.getAnyOf() != null) {
            return member.getAnyOf().stream()
                    .filter(one -> !isNull(one))
                    .findFirst()
                    .orElseThrow();
        }
        member.removeType(SchemaType.NULL);
        return member;
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        boolean secured =
                operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        List<String> statuses = new ArrayList<>(List.of("400", "406", "413", "415", "429"));
        if (!path.startsWith(HEALTH)) {
            // 503: a token cannot be checked before the keys are known, nor without the list of those that were ended.
            statuses.addAll(List.of("401", "503"));
        }
        if (secured) {
            statuses.add("403");
        }
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (operation.getRequestBody() != null) {
            statuses.add("422");
        }
        statuses.forEach(status -> {
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse());
            }
        });
        operation.getResponses().getAPIResponses().forEach(ApiDocument::describe);
        if (path.contains("{")) {
            // A value that cannot be part of a path: the web container refuses it itself, in JSON or HTML.
            operation
                    .getResponses()
                    .getAPIResponse("400")
                    .getContent()
                    .addMediaType("application/json", createMediaType().schema(containerMessage()))
                    .addMediaType("text/html", createMediaType().schema(text()));
        }
        sort(operation);
        if (operation.getOperationId() == null) {
            operation.setOperationId(name(path, method));
        }
    }

    private static void describe(String status, APIResponse response) {
        if (response.getDescription() == null || response.getDescription().isEmpty()) {
            response.setDescription(MEANING.getOrDefault(status, "Success"));
        }
        if (HEADERS.containsKey(status)) {
            response.addHeader(
                    HEADERS.get(status), createHeader().required(true).schema(text()));
        }
        if (status.compareTo("400") >= 0 && response.getContent() == null) {
            MediaType problem = createMediaType().schema(createSchema().ref("Problem"));
            if (!status.equals("422")) { // the example of the schema is one
                problem.setExample(ProblemJson.example(Integer.parseInt(status)));
            }
            response.setContent(createContent().addMediaType(ProblemJson.MEDIA_TYPE, problem));
        }
    }

    private static Schema text() {
        return createSchema().addType(SchemaType.STRING);
    }

    private static Schema containerMessage() {
        return createSchema().addType(SchemaType.OBJECT).addProperty("error_message", text());
    }

    private static void sort(Operation operation) {
        operation
                .getResponses()
                .setAPIResponses(new TreeMap<>(operation.getResponses().getAPIResponses()));
    }

    /** GET /api/v1/auth/me is getAuthMe. */
    private static String name(String path, PathItem.HttpMethod method) {
        StringBuilder name = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        if (path.equals("/")) {
            return name.append("Root").toString();
        }
        for (String word : path.replaceFirst("^/api/v1", "").split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }
}
