package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Pods: what they mount, run as and are called exists, and they keep to the level "restricted" wherever they can. */
record PodAgreement(Manifests manifests, Disagreements disagreements) {
    /** They work on the node itself; their namespace says why. */
    private static final Set<String> OF_THE_NODE = Set.of("spire-agent", "spiffe-csi-driver");
    /** They call the API of Kubernetes. */
    private static final Set<String> WITH_A_TOKEN = Set.of("spire-agent", "spire-server");

    private static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");

    void check() {
        manifests.workloads().forEach(workload -> {
            names(workload);
            volumes(workload);
            probes(workload);
            if (!OF_THE_NODE.contains(workload.name())) {
                restricted(workload);
            }
        });
        // Containers that come by a patch
        manifests
                .patches()
                .forEach(patch -> patch.containers().stream()
                        .filter(container -> container.has("image"))
                        .forEach(container -> restricted(patch, container)));
    }

    private void names(Manifest workload) {
        String label = workload.podLabels().path(Manifest.NAME_LABEL).asText();
        disagreements.same(
                "label " + Manifest.NAME_LABEL, "the pods of " + workload, label, "its name", workload.name());
        workload.spec()
                .at("/selector/matchLabels")
                .properties()
                .forEach(each -> disagreements.same(
                        "label " + each.getKey(),
                        "the selector of " + workload,
                        each.getValue(),
                        "its pods",
                        workload.podLabels().path(each.getKey())));
        String account = workload.pod().path("serviceAccountName").asText();
        disagreements.expect(
                manifests.has("ServiceAccount", workload.namespace(), account),
                "account: " + account + " of " + workload + " does not exist");
    }

    private void volumes(Manifest workload) {
        Set<String> volumes = new TreeSet<>();
        workload.pod().path("volumes").forEach(volume -> {
            volumes.add(volume.path("name").asText());
            source(workload, volume);
        });
        workload.spec()
                .path("volumeClaimTemplates")
                .forEach(each -> volumes.add(each.at("/metadata/name").asText()));
        Set<String> mounted = new TreeSet<>();
        for (JsonNode container : workload.containers()) {
            container
                    .path("volumeMounts")
                    .forEach(mount -> mounted.add(mount.path("name").asText()));
            container
                    .path("envFrom")
                    .forEach(each ->
                            configMap(workload, each.at("/configMapRef/name").asText()));
        }
        disagreements.same("volumes", workload.toString(), volumes, "what its containers mount", mounted);
    }

    private void source(Manifest workload, JsonNode volume) {
        if (volume.has("configMap")) {
            configMap(workload, volume.at("/configMap/name").asText());
        } else if (volume.has("secret")) {
            secret(workload, volume.at("/secret/secretName").asText());
        } else if (volume.has("csi")) {
            String driver = volume.at("/csi/driver").asText();
            disagreements.expect(
                    manifests.of("CSIDriver").anyMatch(each -> each.name().equals(driver)),
                    "CSI driver: " + driver + " of " + workload + " does not exist");
        }
    }

    private void configMap(Manifest workload, String name) {
        boolean inBundle = manifests
                .of("Bundle")
                .anyMatch(bundle -> bundle.name().equals(name)
                        && bundle.tree()
                                .at("/spec/target/namespaceSelector/matchExpressions/0/values")
                                .toString()
                                .contains("\"" + workload.namespace() + "\""));
        disagreements.expect(
                inBundle
                        || manifests.has("ConfigMap", workload.namespace(), name)
                        || manifests.generated().containsKey(workload.namespace() + "/" + name),
                "ConfigMap: " + name + " of " + workload + " is made by nobody");
    }

    private void secret(Manifest workload, String name) {
        disagreements.expect(
                manifests
                        .of("Certificate")
                        .anyMatch(each -> each.namespace().equals(workload.namespace())
                                && each.spec().path("secretName").asText().equals(name)),
                "Secret: " + name + " of " + workload + " is made by no Certificate");
    }

    private void probes(Manifest workload) {
        for (JsonNode container : workload.containers()) {
            Set<String> ports = new TreeSet<>();
            container.path("ports").forEach(port -> ports.add(port.path("name").asText()));
            for (String probe : PROBES) {
                Stream.of("httpGet", "tcpSocket")
                        .map(kind -> container.path(probe).path(kind).path("port"))
                        .filter(port -> !port.isMissingNode())
                        .forEach(port -> disagreements.among(
                                "port of the " + probe, workload.toString(), port.asText(), "its container", ports));
            }
        }
    }

    private void restricted(Manifest workload) {
        JsonNode pod = workload.pod();
        require(workload, pod.at("/securityContext/runAsNonRoot").asBoolean(), "runAsNonRoot");
        require(
                workload,
                pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
                "seccompProfile");
        require(
                workload,
                !pod.path("hostNetwork").asBoolean() && !pod.path("hostPID").asBoolean(),
                "no host namespaces");
        if (!WITH_A_TOKEN.contains(workload.name())) {
            require(workload, !pod.path("automountServiceAccountToken").asBoolean(true), "no token of its account");
        }
        workload.containers().forEach(container -> restricted(workload, container));
        require(workload, pod.findValues("hostPath").isEmpty(), "no host path");
    }

    private void restricted(Manifest workload, JsonNode container) {
        JsonNode context = container.path("securityContext");
        require(workload, !context.path("allowPrivilegeEscalation").asBoolean(true), "allowPrivilegeEscalation: false");
        require(workload, context.path("readOnlyRootFilesystem").asBoolean(), "readOnlyRootFilesystem");
        require(workload, context.at("/capabilities/drop/0").asText().equals("ALL"), "drop: [ALL]");
        require(workload, container.at("/resources/limits").has("memory"), "a limit for memory");
    }

    private void require(Manifest workload, boolean holds, String what) {
        disagreements.expect(holds, "restricted: " + workload + " lacks: " + what);
    }
}
