package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who refers to whom by name: Services, policies, rights, certificates and the addresses in the configuration. */
record ServiceAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String OF_KUBERNETES = "kubernetes.default.svc:443";
    private static final String IN_KIND = "k8s/lib/certificates.sh";

    void check() {
        manifests.of("Service").forEach(this::service);
        manifests
                .of("NetworkPolicy")
                .filter(each -> each.file().startsWith("k8s/base/"))
                .forEach(this::policy);
        manifests
                .of("PodDisruptionBudget")
                .forEach(each -> workload(each, each.spec().at("/selector/matchLabels")));
        manifests.of("RoleBinding").forEach(each -> binding(each, "Role", each.namespace()));
        manifests.of("ClusterRoleBinding").forEach(each -> binding(each, "ClusterRole", ""));
        Manifest scaler = manifests.one("HorizontalPodAutoscaler", "precinct99");
        JsonNode target = scaler.spec().path("scaleTargetRef");
        disagreements.expect(
                manifests.has(
                        target.path("kind").asText(),
                        scaler.namespace(),
                        target.path("name").asText()),
                scaler + " scales what does not exist");
        Manifest scaled =
                manifests.one(target.path("kind").asText(), target.path("name").asText());
        disagreements.expect(
                !scaled.spec().has("replicas"),
                "replicas: " + scaled.spec().path("replicas") + " in " + scaled.file()
                        + ", which each apply would go back to from what " + scaler + " chose");
        manifests.kustomizations().keySet().stream()
                .filter(file -> file.matches("k8s/overlays/[^/]+/kustomization.yaml"))
                .filter(file -> manifests.repository().text(file).contains("kind: HorizontalPodAutoscaler"))
                .forEach(file -> disagreements.expect(
                        manifests.patches().stream()
                                .anyMatch(patch -> patch.file().startsWith(file.replaceFirst("[^/]*$", ""))
                                        && patch.name().equals(scaled.name())
                                        && patch.spec().has("replicas")),
                        "replicas: " + file + " takes the autoscaler out, and says no number instead"));
        outside();
        addresses();
    }

    /** What people reach from outside, and what tokens say of where they are from. */
    private void outside() {
        Manifest ingress = manifests.one("Ingress", "precinct99");
        JsonNode backend = ingress.spec().at("/rules/0/http/paths/0/backend/service");
        disagreements.expect(
                manifests
                        .of("Service")
                        .filter(each -> each.namespace().equals(ingress.namespace())
                                && each.name().equals(backend.path("name").asText()))
                        .flatMap(each -> Manifest.list(each.spec().path("ports")).stream())
                        .anyMatch(port -> port.path("name").equals(backend.at("/port/name"))),
                ingress + " leads to no port of a Service: " + backend);
        String issuer = URI.create(manifests.environment("production").get("PRECINCT99_TOKEN_ISSUER"))
                .getHost();
        for (String place : List.of("/rules/0/host", "/tls/0/hosts/0")) {
            disagreements.same(
                    "host",
                    ingress.file(),
                    ingress.spec().at(place).asText(),
                    "PRECINCT99_TOKEN_ISSUER of production",
                    issuer);
        }
    }

    private void service(Manifest service) {
        Manifest workload = workload(service, service.spec().path("selector"));
        if (workload == null) {
            return;
        }
        for (JsonNode port : service.spec().path("ports")) {
            disagreements.expect(
                    workload.port(port.path("targetPort").asText()) > 0,
                    "port: " + port.path("targetPort").asText() + " of " + service + " is none of " + workload);
        }
    }

    /** @return null when there is none, which is noted */
    private Manifest workload(Manifest who, JsonNode labels) {
        Manifest found = workload(who.namespace(), labels);
        disagreements.expect(found != null, who + " is for pods that do not exist: " + labels);
        return found;
    }

    private Manifest workload(String namespace, JsonNode labels) {
        return manifests
                .workloads()
                .filter(each -> each.namespace().equals(namespace)
                        && !labels.isEmpty()
                        && labels.properties().stream()
                                .allMatch(label ->
                                        label.getValue().equals(each.podLabels().path(label.getKey()))))
                .findFirst()
                .orElse(null);
    }

    private void policy(Manifest policy) {
        JsonNode labels = policy.spec().at("/podSelector/matchLabels");
        if (labels.isMissingNode()) {
            return; // all pods of the namespace
        }
        Manifest workload = workload(policy, labels);
        for (JsonNode rule : policy.spec().path("ingress")) {
            for (JsonNode port : rule.path("ports")) {
                disagreements.expect(
                        workload != null && workload.listens(port.path("port").asInt()),
                        "port: " + policy + " opens " + port.path("port") + ", where nobody listens");
            }
        }
        for (JsonNode rule : policy.spec().path("egress")) {
            rule.path("to").forEach(peer -> peer(policy, rule, peer));
        }
    }

    private void peer(Manifest policy, JsonNode rule, JsonNode peer) {
        JsonNode labels = peer.at("/podSelector/matchLabels");
        String namespace = peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                .asText(policy.namespace());
        if (labels.isMissingNode() || labels.has("k8s-app")) {
            return; // addresses, or DNS
        }
        Manifest workload = workload(namespace, labels);
        for (JsonNode port : rule.path("ports")) {
            disagreements.expect(
                    workload != null && workload.listens(port.path("port").asInt()),
                    "port: " + policy + " leads to " + labels + " of " + namespace + ":" + port.path("port")
                            + ", where nobody listens");
        }
    }

    private void binding(Manifest binding, String kind, String namespace) {
        String role = binding.tree().at("/roleRef/name").asText();
        disagreements.expect(
                manifests.has(kind, namespace, role), binding + " gives a role that does not exist: " + role);
        binding.tree()
                .path("subjects")
                .forEach(subject -> disagreements.expect(
                        manifests.has(
                                "ServiceAccount",
                                subject.path("namespace").asText(),
                                subject.path("name").asText()),
                        binding + " gives rights to an account that does not exist: " + subject));
    }

    /** Every address in the configuration is a Service's, and the certificate that it shows is for that name. */
    private void addresses() {
        Map<String, String> environment = manifests.environment("production");
        URI vault = URI.create(environment.get("VAULT_ADDR"));
        reachable("VAULT_ADDR", vault.getHost() + ":" + vault.getPort());
        certified("VAULT_ADDR", "openbao", "openbao-tls", vault.getHost());
        reachable("DB_HOST", environment.get("DB_HOST") + ":" + environment.get("DB_PORT"));
        certified("DB_HOST", "database", "postgres-tls", environment.get("DB_HOST"));
        String keys = URI.create(manifests.one("Job", "vault-setup").variable("JWKS_URL"))
                .getHost();
        reachable("JWKS_URL", keys + ":443");
        certified("JWKS_URL", "spire-system", "oidc-tls", keys);
        certified("retry_join", "openbao", "openbao-tls", "*.openbao-internal.openbao.svc.cluster.local");
        certified(
                "BAO_ADDR",
                "openbao",
                "openbao-tls",
                URI.create(manifests.one("StatefulSet", "openbao").variable("BAO_ADDR"))
                        .getHost());
        Arrays.stream(environment.get("PRECINCT99_OPERATIONS_BLOCKED_TARGETS").split(","))
                .filter(target -> !target.equals(OF_KUBERNETES))
                .forEach(target -> reachable("PRECINCT99_OPERATIONS_BLOCKED_TARGETS", target));
    }

    private void reachable(String what, String address) {
        Set<String> all = new TreeSet<>();
        manifests
                .of("Service")
                .forEach(service -> service.spec()
                        .path("ports")
                        .forEach(port -> all.add(service.name() + "." + service.namespace() + ".svc:"
                                + port.path("port").asText())));
        disagreements.among(what, "the configuration", address, "the Services", all);
    }

    /** By cert-manager in production, by k8s/up in kind, which always adds localhost. */
    private void certified(String what, String namespace, String secret, String host) {
        Set<String> names = new TreeSet<>();
        manifests
                .of("Certificate")
                .filter(each -> each.namespace().equals(namespace)
                        && each.spec().path("secretName").asText().equals(secret))
                .forEach(each -> names.addAll(Manifest.texts(each.spec().path("dnsNames"))));
        disagreements.among(what, "the configuration", host, "the Certificate of " + namespace + "/" + secret, names);
        String up = disagreements.find(
                what, IN_KIND, manifests.repository().text(IN_KIND), "\"" + namespace + " " + secret + " ([^\"]*)\"");
        disagreements.among(
                what,
                "the configuration",
                host,
                "TLS_SERVERS of " + IN_KIND,
                List.of((up + " localhost").strip().split(" ")));
    }
}
