package io.precinct99.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.precinct99.access.AddressRange;
import io.precinct99.deployment.Connection.Peer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What network policies allow, by the words of their API: a pod that no policy chooses may do everything, one that some choose
 * what any of them allows, and a connection needs leave at both ends. Labels by equality only; a selector that says more is
 * refused instead of misread.
 */
record Policies(List<NetworkPolicy> all) {
    static Policies of(List<Manifest> manifests) {
        return new Policies(manifests.stream()
                .map(each -> Yaml.as(NetworkPolicy.class, each))
                .toList());
    }

    boolean allow(Connection connection) {
        return leaves(connection) && enters(connection);
    }

    private boolean leaves(Connection connection) {
        List<NetworkPolicy> about = about(connection.from(), "Egress");
        return about.isEmpty()
                || about.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream()
                                .filter(rule -> ports(rule.getPorts(), connection))
                                .filter(rule -> rule.getTo().isEmpty()
                                        || rule.getTo().stream().anyMatch(peer(policy, connection.to()))))
                        .findAny()
                        .isPresent();
    }

    private boolean enters(Connection connection) {
        List<NetworkPolicy> about = about(connection.to(), "Ingress");
        return about.isEmpty()
                || about.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream()
                                .filter(rule -> ports(rule.getPorts(), connection))
                                .filter(rule -> rule.getFrom().isEmpty()
                                        || rule.getFrom().stream().anyMatch(peer(policy, connection.from()))))
                        .findAny()
                        .isPresent();
    }

    /** What the policies open, peer by peer and port by port, and none of these connections uses. */
    List<String> unused(List<Connection> connections) {
        return all.stream()
                .flatMap(policy -> Stream.concat(
                        policy.getSpec().getIngress().stream()
                                .flatMap(rule -> unused(
                                        policy,
                                        rule.getFrom(),
                                        rule.getPorts(),
                                        port -> connections.stream()
                                                .filter(each -> chosen(policy, each.to()) && ports(port, each))
                                                .map(Connection::from))),
                        policy.getSpec().getEgress().stream()
                                .flatMap(rule -> unused(
                                        policy,
                                        rule.getTo(),
                                        rule.getPorts(),
                                        port -> connections.stream()
                                                .filter(each -> chosen(policy, each.from()) && ports(port, each))
                                                .map(Connection::to)))))
                .toList();
    }

    /** @param others who is at the other end of the listed connections of a port */
    private static Stream<String> unused(
            NetworkPolicy policy,
            List<NetworkPolicyPeer> peers,
            List<NetworkPolicyPort> ports,
            Function<List<NetworkPolicyPort>, Stream<Peer>> others) {
        String name =
                policy.getMetadata().getNamespace() + "/" + policy.getMetadata().getName();
        if (peers.isEmpty() || ports.isEmpty()) {
            return Stream.of(name + " opens everything");
        }
        return peers.stream()
                .flatMap(peer -> ports.stream()
                        .filter(port -> others.apply(List.of(port))
                                .noneMatch(other -> peer(policy, other).test(peer)))
                        .map(port -> name + ": " + peer + " " + port));
    }

    private List<NetworkPolicy> about(Peer pod, String direction) {
        return all.stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> chosen(policy, pod))
                .toList();
    }

    private static boolean chosen(NetworkPolicy policy, Peer pod) {
        return !pod.isAddress()
                && policy.getMetadata().getNamespace().equals(pod.namespace())
                && matches(policy.getSpec().getPodSelector(), pod.labels());
    }

    private static boolean ports(List<NetworkPolicyPort> ports, Connection connection) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(port -> Objects.requireNonNullElse(port.getProtocol(), "TCP")
                                        .equals(connection.protocol())
                                && new IntOrString(connection.port()).equals(port.getPort()));
    }

    private static Predicate<NetworkPolicyPeer> peer(NetworkPolicy policy, Peer other) {
        return rule -> {
            if (rule.getIpBlock() != null) {
                return other.isAddress() && contains(rule.getIpBlock(), other.name());
            }
            boolean namespace = rule.getNamespaceSelector() == null
                    ? policy.getMetadata().getNamespace().equals(other.namespace())
                    : matches(rule.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", other.namespace()));
            return !other.isAddress()
                    && namespace
                    && (rule.getPodSelector() == null || matches(rule.getPodSelector(), other.labels()));
        };
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        if (!selector.getMatchExpressions().isEmpty()) {
            throw new IllegalArgumentException("only matchLabels are understood here");
        }
        return labels.entrySet()
                .containsAll(Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of())
                        .entrySet());
    }

    private static boolean contains(IPBlock block, String address) {
        return AddressRange.parse(block.getCidr()).contains(address)
                && block.getExcept().stream()
                        .noneMatch(range -> AddressRange.parse(range).contains(address));
    }
}
