package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields our custom resources may have, by the documentation of the operators they are for. Not their schemas: a check
 * with those needs their CRDs and an API server. {@code *} stands for keys that are ours to choose.
 */
final class CustomResources {
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "spire.spiffe.io/v1alpha1/ClusterSPIFFEID",
            fields("""
                    spiffeIDTemplate namespaceSelector.matchLabels.* podSelector.matchLabels.* workloadSelectorTemplates
                    dnsNameTemplates
                    """),
            "monitoring.coreos.com/v1/ServiceMonitor",
            fields("""
                    selector.matchLabels.* endpoints.port endpoints.path endpoints.interval endpoints.scrapeTimeout
                    """),
            "monitoring.coreos.com/v1/PrometheusRule",
            fields("""
                    groups.name groups.rules.alert groups.rules.expr groups.rules.for groups.rules.labels.severity
                    groups.rules.annotations.summary groups.rules.annotations.description
                    """),
            "cert-manager.io/v1/ClusterIssuer",
            fields("selfSigned ca.secretName"),
            "cert-manager.io/v1/Certificate",
            fields("""
                    isCA commonName secretName secretTemplate.labels.* duration privateKey.algorithm privateKey.size
                    privateKey.rotationPolicy usages dnsNames issuerRef.name issuerRef.kind
                    """),
            "trust.cert-manager.io/v1alpha1/Bundle",
            fields("""
                    sources.secret.name sources.secret.key target.configMap.key
                    target.namespaceSelector.matchExpressions.key target.namespaceSelector.matchExpressions.operator
                    target.namespaceSelector.matchExpressions.values
                    """),
            "postgresql.cnpg.io/v1/Cluster",
            fields("""
                    instances imageName inheritedMetadata.labels.* bootstrap.initdb.database bootstrap.initdb.owner
                    bootstrap.initdb.dataChecksums bootstrap.initdb.postInitApplicationSQLRefs.configMapRefs.name
                    bootstrap.initdb.postInitApplicationSQLRefs.configMapRefs.key enableSuperuserAccess
                    certificates.serverTLSSecret certificates.serverCASecret postgresql.parameters.* postgresql.pg_hba
                    postgresql.synchronous.method postgresql.synchronous.number managed.services.disabledDefaultServices
                    managed.services.additional.selectorType managed.services.additional.serviceTemplate.metadata.name
                    storage.size walStorage.size resources.requests.cpu resources.requests.memory resources.limits.memory
                    affinity.enablePodAntiAffinity affinity.topologyKey affinity.podAntiAffinityType
                    """),
            "cilium.io/v2/CiliumNetworkPolicy",
            fields("""
                    endpointSelector.matchLabels.* ingress.fromEndpoints.matchLabels.* ingress.toPorts.ports.port
                    ingress.toPorts.ports.protocol egress.toEndpoints.matchLabels.* egress.authentication.mode
                    egress.toPorts.ports.port egress.toPorts.ports.protocol egress.toPorts.rules.dns.matchPattern
                    egress.toFQDNs.matchName egress.toEntities
                    """));

    /** What no API server sees: kustomize reads it, and SPIRE's controller manager from its files. */
    private static final Map<String, Set<String>> FILES = Map.of(
            "kustomize.config.k8s.io/v1beta1/Kustomization",
            fields("""
                    apiVersion kind resources components patches.path patches.patch configMapGenerator.name
                    configMapGenerator.namespace configMapGenerator.behavior configMapGenerator.files
                    configMapGenerator.envs configMapGenerator.options.disableNameSuffixHash
                    configMapGenerator.options.labels.*
                    """),
            "kustomize.config.k8s.io/v1alpha1/Component",
            fields("""
                    apiVersion kind resources components patches.path patches.patch configMapGenerator.name
                    configMapGenerator.namespace configMapGenerator.files images.name images.newName images.digest
                    """),
            "spire.spiffe.io/v1alpha1/ControllerManagerConfig",
            fields("""
                    apiVersion kind clusterName trustDomain clusterDomain spireServerSocketPath staticManifestPath
                    ignoreNamespaces metrics.bindAddress health.healthProbeBindAddress
                    """),
            "spire.spiffe.io/v1alpha1/ClusterStaticEntry",
            fields("parentID spiffeID selectors dnsNames"));

    private CustomResources() {}

    static boolean know(String type) {
        return FIELDS.containsKey(type) || FILES.containsKey(type);
    }

    private static Set<String> fields(String words) {
        return Set.of(words.strip().split("\\s+"));
    }

    /** The fields of a custom resource that its list does not have. */
    static Set<String> unknown(Manifest resource) {
        Set<String> found = new TreeSet<>();
        collect("", resource.tree().has("spec") ? resource.spec() : resource.tree(), found);
        Set<String> known = FIELDS.getOrDefault(resource.type(), FILES.get(resource.type()));
        found.removeIf(field -> known.contains(field) || known.stream().anyMatch(wild -> isChosen(field, wild)));
        return found;
    }

    private static boolean isChosen(String field, String wild) {
        return wild.endsWith(".*") && field.startsWith(wild.substring(0, wild.length() - 1));
    }

    private static void collect(String path, JsonNode node, Set<String> found) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(each -> collect(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), found));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isContainerNode()) {
            List.copyOf(Manifest.list(node)).forEach(item -> collect(path, item, found));
        } else {
            found.add(path);
        }
    }
}
