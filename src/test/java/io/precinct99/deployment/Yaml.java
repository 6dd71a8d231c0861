package io.precinct99.deployment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** YAML and JSON, read strictly: a key may not stand twice, and what a type of Kubernetes does not know is refused. */
final class Yaml {
    /** The types of fabric8 collect what they do not know instead of refusing it; here they may not. */
    private static final JacksonAnnotationIntrospector KNOWN_FIELDS_ONLY = new JacksonAnnotationIntrospector() {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return Boolean.FALSE;
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(KNOWN_FIELDS_ONLY);

    /** By text: most files are the same for each change that is tried. Nobody changes a tree. */
    private static final Map<String, List<JsonNode>> READ = new ConcurrentHashMap<>();

    private Yaml() {}

    static List<JsonNode> documents(String file, String text) {
        return READ.computeIfAbsent(text, ignored -> read(file, text));
    }

    private static List<JsonNode> read(String file, String text) {
        try (var documents = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static JsonNode document(String file, String text) {
        return documents(file, text).get(0);
    }

    /** @throws IllegalArgumentException with the file and the path of what is wrong */
    static <T> T as(Class<T> type, Manifest manifest) {
        try {
            return MAPPER.treeToValue(manifest.tree(), type);
        } catch (IOException e) {
            throw new IllegalArgumentException(manifest + ": " + e.getMessage(), e);
        }
    }
}
