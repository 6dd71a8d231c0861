package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An object of Kubernetes, or a patch of one, and the file that holds it. */
record Manifest(String file, JsonNode tree) {
    static final String NAME_LABEL = "app.kubernetes.io/name";

    String kind() {
        return tree.path("kind").asText();
    }

    String type() {
        return tree.path("apiVersion").asText() + "/" + kind();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    String namespace() {
        return tree.at("/metadata/namespace").asText();
    }

    JsonNode spec() {
        return tree.path("spec");
    }

    boolean runsPods() {
        return tree.at("/spec/template/spec/containers").isArray();
    }

    JsonNode pod() {
        return tree.at("/spec/template/spec");
    }

    JsonNode podLabels() {
        return tree.at("/spec/template/metadata/labels");
    }

    List<JsonNode> containers() {
        return list(pod().path("containers"));
    }

    /** The container that is called like the whole. */
    JsonNode container() {
        return containers().stream()
                .filter(each -> each.path("name").asText().equals(name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(this + " has no container of its own name"));
    }

    /** The value of a variable of that container; empty when it has none. */
    String variable(String name) {
        return list(container().path("env")).stream()
                .filter(each -> each.path("name").asText().equals(name))
                .map(each -> each.path("value").asText())
                .findFirst()
                .orElse("");
    }

    /** Whether that container has a volume mounted at this path's folder or above it. */
    boolean mounts(String path) {
        return list(container().path("volumeMounts")).stream()
                .map(each -> each.path("mountPath").asText())
                .anyMatch(mount -> path.equals(mount) || path.startsWith(mount + "/"));
    }

    /** @return 0 when no port of that container is called so */
    int port(String name) {
        return list(container().path("ports")).stream()
                .filter(each -> each.path("name").asText().equals(name))
                .mapToInt(each -> each.path("containerPort").asInt())
                .findFirst()
                .orElse(0);
    }

    boolean listens(int port) {
        return containers().stream()
                .flatMap(each -> list(each.path("ports")).stream())
                .anyMatch(each -> each.path("containerPort").asInt() == port);
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    static List<String> texts(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }

    @Override
    public String toString() {
        return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name() + " (" + file + ")";
    }
}
