package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The manifests of k8s: objects, patches of them, and the kustomizations that put them together.
 *
 * @param kustomizations by file
 * @param objects what stands in files that a kustomization names among its resources
 * @param patches what stands in files that it names among its patches
 */
record Manifests(
        Repository repository, Map<String, JsonNode> kustomizations, List<Manifest> objects, List<Manifest> patches) {
    private static final String KUSTOMIZATION = "/kustomization.yaml";

    static Manifests of(Repository repository) {
        Map<String, JsonNode> kustomizations = new TreeMap<>();
        for (String folder : List.of("k8s", "src/setup")) {
            for (String file : repository.below(folder, KUSTOMIZATION)) {
                kustomizations.put(file, repository.tree(file));
            }
        }
        List<Manifest> objects = new ArrayList<>();
        List<Manifest> patches = new ArrayList<>();
        kustomizations.forEach((file, tree) -> {
            for (String resource : Manifest.texts(tree.path("resources"))) {
                String path = beside(file, resource);
                if (!Files.isDirectory(Path.of(path))) {
                    objects.addAll(read(repository, path));
                }
            }
            for (JsonNode patch : tree.path("patches")) {
                if (patch.has("path")) {
                    patches.addAll(
                            read(repository, beside(file, patch.path("path").asText())));
                }
            }
        });
        return new Manifests(repository, kustomizations, objects, patches);
    }

    private static List<Manifest> read(Repository repository, String file) {
        return Yaml.documents(file, repository.text(file)).stream()
                .map(tree -> new Manifest(file, tree))
                .toList();
    }

    /** A path that a kustomization names, from the root. */
    static String beside(String kustomization, String path) {
        return Path.of(kustomization).getParent().resolve(path).normalize().toString();
    }

    /** The files that the kustomization of a folder names among its resources, itself or by others that it takes in. */
    Set<String> files(String folder) {
        String kustomization = folder + KUSTOMIZATION;
        Set<String> files = new TreeSet<>();
        for (String field : List.of("resources", "components")) {
            for (String named : Manifest.texts(kustomizations.get(kustomization).path(field))) {
                String path = beside(kustomization, named);
                if (kustomizations.containsKey(path + KUSTOMIZATION)) {
                    files.addAll(files(path));
                } else {
                    files.add(path);
                }
            }
        }
        return files;
    }

    Stream<Manifest> of(String kind) {
        return objects.stream().filter(each -> each.kind().equals(kind));
    }

    boolean has(String kind, String namespace, String name) {
        return of(kind).anyMatch(
                        each -> each.name().equals(name) && each.namespace().equals(namespace));
    }

    Manifest one(String kind, String name) {
        return of(kind).filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no " + kind + " " + name));
    }

    Stream<Manifest> workloads() {
        return objects.stream().filter(Manifest::runsPods);
    }

    /** Which ConfigMaps kustomize makes, as namespace/name, and of which files. */
    Map<String, Set<String>> generated() {
        Map<String, Set<String>> generated = new TreeMap<>();
        kustomizations.forEach((file, tree) -> {
            for (JsonNode each : tree.path("configMapGenerator")) {
                String name = each.path("namespace").asText() + "/"
                        + each.path("name").asText();
                Set<String> files = generated.computeIfAbsent(name, ours -> new TreeSet<>());
                Manifest.texts(each.path("files")).forEach(path -> files.add(beside(file, path)));
            }
        });
        return generated;
    }

    /** The application's environment in an overlay. */
    Map<String, String> environment(String overlay) {
        Map<String, String> environment = new TreeMap<>();
        for (String file : List.of("k8s/base/application", "k8s/overlays/" + overlay)) {
            repository
                    .text(file + "/precinct99.env")
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> environment.put(
                            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        }
        return environment;
    }
}
