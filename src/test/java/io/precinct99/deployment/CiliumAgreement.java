package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** With Cilium another policy takes the place of the application's own ones: it leads to the same peers and ports. */
record CiliumAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String OUTSIDE = "outside";
    private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";

    void check() {
        Manifest ours = manifests.one("NetworkPolicy", "precinct99");
        Manifest ciliums = manifests.one("CiliumNetworkPolicy", "precinct99");
        disagreements.same(
                "pods",
                ours.file(),
                ours.spec().at("/podSelector/matchLabels"),
                ciliums.file(),
                ciliums.spec().at("/endpointSelector/matchLabels"));
        Set<String> egress = edges(ours, "egress", "to");
        egress.addAll(edges(manifests.one("NetworkPolicy", "precinct99-github"), "egress", "to"));
        disagreements.same(
                "who may come", ours.file(), edges(ours, "ingress", "from"), ciliums.file(), edges(ciliums, "ingress"));
        disagreements.same("where it may go", ours.file(), egress, ciliums.file(), edges(ciliums, "egress"));
    }

    private static Set<String> edges(Manifest policy, String direction, String peers) {
        Set<String> edges = new TreeSet<>();
        for (JsonNode rule : policy.spec().path(direction)) {
            for (JsonNode peer : rule.path(peers)) {
                String namespace = peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText(policy.namespace());
                String who = peer.has("ipBlock") ? OUTSIDE : named(namespace, peer.at("/podSelector/matchLabels"));
                rule.path("ports")
                        .forEach(port ->
                                edges.add(edge(who, port, port.path("protocol").asText())));
            }
        }
        return edges;
    }

    private static Set<String> edges(Manifest policy, String direction) {
        Set<String> edges = new TreeSet<>();
        for (JsonNode rule : policy.spec().path(direction)) {
            Set<String> peers = new TreeSet<>();
            rule.findValues("matchLabels")
                    .forEach(labels -> peers.add(named(labels.path(NAMESPACE).asText(policy.namespace()), labels)));
            rule.path("toFQDNs").forEach(name -> peers.add(OUTSIDE));
            for (JsonNode port : rule.path("toPorts").findPath("ports")) {
                String protocol = port.path("protocol").asText();
                for (String each : protocol.equals("ANY") ? Set.of("TCP", "UDP") : Set.of(protocol)) {
                    peers.forEach(peer -> edges.add(edge(peer, port, each)));
                }
            }
        }
        return edges;
    }

    private static String named(String namespace, JsonNode labels) {
        Map<String, String> others = new TreeMap<>();
        labels.properties()
                .forEach(label -> others.put(label.getKey(), label.getValue().asText()));
        others.remove(NAMESPACE);
        return namespace + others;
    }

    private static String edge(String peer, JsonNode port, String protocol) {
        return peer + ":" + port.path("port").asText() + "/" + protocol;
    }
}
