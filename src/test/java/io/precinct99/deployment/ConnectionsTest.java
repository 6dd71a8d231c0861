package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network policies say what k8s/connections.tsv says, and in production what its own table says besides. */
class ConnectionsTest {
    private static final String OF_PRODUCTION = "k8s/overlays/production/";

    @ParameterizedTest
    @ValueSource(strings = {"kind", "production"})
    void everyConnectionIsAllowedOrDeniedAsTheTableSays(String overlay) {
        assertThat(wrong(Repository.AS_IT_IS, overlay)).isEmpty();
    }

    @Test
    void theTableIsLongEnoughAndSaysBoth() {
        List<Connection> connections = Connection.all(Repository.AS_IT_IS, "kind");
        assertThat(connections.stream().map(Connection::toString)).doesNotHaveDuplicates();
        assertThat(connections)
                .hasSizeGreaterThan(30)
                .filteredOn(Connection::allowed)
                .hasSizeBetween(15, 30);
        assertThat(connections).allSatisfy(each -> assertThat(each.why()).isNotBlank());
    }

    /** What nobody lists, nobody has thought about: each edge of the policies stands in the table. */
    @Test
    void theTableHasARowForEachPeerAndPortThatIsOpened() {
        assertThat(unlisted(Repository.AS_IT_IS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "k8s/base/application/networkpolicies.yaml, port: 9080, port: 9443, 99-apps/precinct99",
        "k8s/base/application/networkpolicies.yaml, kubernetes.io/metadata.name: database, kubernetes.io/metadata.name: db, 5432",
        "k8s/base/openbao/networkpolicies.yaml, app.kubernetes.io/name: vault-setup, app.kubernetes.io/name: setup, openbao/openbao",
        "k8s/base/spire/networkpolicies.yaml, port: 6443, port: 22, spire-system/spire-server"
    })
    void anEdgeThatNobodyListsIsNoticed(String file, String text, String replacement, String named) {
        assertThat(unlisted(Repository.AS_IT_IS.with(file, text, replacement)))
                .anySatisfy(edge -> assertThat(edge).contains(named));
    }

    @Test
    void aRuleWithoutPeersIsNoticed() {
        assertThat(unlisted(Repository.AS_IT_IS.with(
                        "k8s/base/spire/networkpolicies.yaml", "  egress:\n", "  egress:\n    - {}\n")))
                .contains("spire-system/spire-server opens everything", "spire-system/spire-agent opens everything");
    }

    private static List<String> unlisted(Repository repository) {
        return Policies.of(Manifests.of(repository).of("NetworkPolicy").toList())
                .unused(Connection.all(repository, "production").stream()
                        .filter(Connection::allowed)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "k8s/base/application/networkpolicies.yaml, port: 8200, port: 8201, 99-apps/precinct99 → openbao/openbao:8200/TCP",
        "k8s/base/application/networkpolicies.yaml, - 169.254.0.0/16, - 169.253.0.0/16, 169.254.169.254:443/TCP",
        "k8s/base/application/networkpolicies.yaml, - 10.0.0.0/8, - 11.0.0.0/8, 10.96.0.1:443/TCP",
        "k8s/base/application/networkpolicies.yaml, podSelector: {}, podSelector: {matchLabels: {a: b}}, 99-apps/stranger",
        "k8s/base/openbao/networkpolicies.yaml, app.kubernetes.io/name: precinct99, app.kubernetes.io/part-of: precinct99, 8200",
        "k8s/base/openbao/networkpolicies.yaml, kubernetes.io/metadata.name: 99-apps, kubernetes.io/metadata.name: default, 8200",
        "k8s/base/postgres/network/networkpolicies.yaml, '[Ingress, Egress]', [Ingress], database/postgres → 140.82.121.6:80",
        "k8s/base/spire/networkpolicies.yaml, protocol: TCP, protocol: UDP, spire-system/spire-agent → spire-system/spire-server"
    })
    void aPolicyThatSaysSomethingElseIsNoticed(String file, String text, String replacement, String named) {
        Repository changed = Repository.AS_IT_IS.with(file, text, replacement);
        assertThat(wrong(changed, "kind")).anySatisfy(row -> assertThat(row).contains(named));
    }

    /** Two places that keep GitHub tokens from addresses inside: the network may not let through what the code refuses, nor stop more. */
    @Test
    void theNetworkLeadsToTheAddressesThatTheCodeMayCall() {
        String code = Repository.AS_IT_IS.text("src/main/java/io/precinct99/github/AllowedAddresses.java");
        Set<String> refused = Pattern.compile("\"([0-9a-f.:]+/\\d+)\"")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        refused.remove("2000::/3");
        Set<String> stopped = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        Manifests.of(Repository.AS_IT_IS)
                .one("NetworkPolicy", "precinct99-github")
                .spec()
                .findValues("ipBlock")
                .forEach(block -> {
                    reached.add(block.path("cidr").asText());
                    stopped.addAll(Manifest.texts(block.path("except")));
                });
        assertThat(reached).containsExactly("0.0.0.0/0", "2000::/3");
        assertThat(stopped).isEqualTo(refused);
    }

    /** Cilium does not count nodes, nor the API server, among the addresses of a block: there it takes their names. */
    @Test
    void whoMayReachNodesByAnyAddressMayDoSoUnderCiliumByTheirName() {
        assertThat(withoutNameUnderCilium(Repository.AS_IT_IS)).isEmpty();
        assertThat(withoutNameUnderCilium(
                        Repository.AS_IT_IS.with("k8s/components/cilium/nodes.yaml", "\"10250\"", "\"10255\"")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("spire-system/spire-agent");
    }

    private static List<String> withoutNameUnderCilium(Repository repository) {
        Manifests manifests = Manifests.of(repository);
        Set<String> named = manifests
                .of("CiliumNetworkPolicy")
                .flatMap(policy -> Manifest.list(policy.spec().path("egress")).stream()
                        .filter(rule -> !rule.path("toEntities").isEmpty())
                        .map(rule -> policy.namespace()
                                + policy.spec().at("/endpointSelector/matchLabels")
                                + ports(rule.findPath("ports"))))
                .collect(Collectors.toSet());
        List<String> without = new ArrayList<>();
        manifests
                .of("NetworkPolicy")
                .forEach(policy -> Manifest.list(policy.spec().path("egress")).stream()
                        .filter(ConnectionsTest::leadsToAnyAddress)
                        .filter(rule -> !named.contains(policy.namespace()
                                + policy.spec().at("/podSelector/matchLabels")
                                + ports(rule.path("ports"))))
                        .forEach(rule -> without.add(policy + " to ports " + ports(rule.path("ports")))));
        return without;
    }

    /** Also private ones: where nodes are. */
    private static boolean leadsToAnyAddress(JsonNode rule) {
        return rule.findValues("ipBlock").stream()
                .anyMatch(block -> block.path("cidr").asText().equals("0.0.0.0/0") && !block.has("except"));
    }

    private static Set<String> ports(JsonNode ports) {
        return Manifest.list(ports).stream()
                .map(each ->
                        each.path("port").asText() + "/" + each.path("protocol").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> wrong(Repository repository, String overlay) {
        Predicate<Manifest> applied =
                each -> overlay.equals("production") || !each.file().startsWith(OF_PRODUCTION);
        Policies policies = Policies.of(
                Manifests.of(repository).of("NetworkPolicy").filter(applied).toList());
        return Connection.all(repository, overlay).stream()
                .filter(each -> policies.allow(each) != each.allowed())
                .map(each -> each + " should be " + (each.allowed() ? "allowed" : "denied") + ": " + each.why())
                .toList();
    }
}
