package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Who the application is: to SPIRE, to the vault, and in the pod that runs it. */
record IdentityAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String SERVER = "k8s/base/spire/server.conf";
    private static final String AGENT = "k8s/base/spire/agent.conf";
    private static final String OIDC = "k8s/base/spire/oidc-discovery-provider.conf";
    private static final String PLAIN = "k8s/base/spire/registration-plain/";
    private static final String CONTROLLER = "k8s/base/spire/registration-controller/";

    void check() {
        String trustDomain = disagreements.setting(manifests.repository(), SERVER, "trust_domain");
        for (String file : List.of(AGENT, OIDC)) {
            disagreements.same("trust domain", SERVER, trustDomain, file, setting(file, "trust_domain"));
        }
        disagreements.same(
                "trust domain",
                SERVER,
                trustDomain,
                "src/stage/lib/settings.sh",
                setting("src/stage/lib/settings.sh", "TRUST_DOMAIN"));
        Manifest deployment = manifests.one("Deployment", "precinct99");
        String account = deployment.pod().path("serviceAccountName").asText();
        String id = "spiffe://" + trustDomain + "/ns/" + deployment.namespace() + "/sa/" + account;
        vaultRoles(id);
        plainEntries(trustDomain, id, deployment);
        clusterSpiffeId(trustDomain, id, deployment);
    }

    private void vaultRoles(String id) {
        String jwt = "src/setup/vault/auth/jwt-role-precinct99.json";
        String cert = "src/setup/vault/auth/cert-role-precinct99.json";
        disagreements.same(
                "SPIFFE ID",
                "the Deployment's account",
                id,
                jwt,
                manifests.repository().tree(jwt).path("bound_subject").asText());
        disagreements.same(
                "SPIFFE ID",
                "the Deployment's account",
                id,
                cert,
                manifests.repository().tree(cert).at("/allowed_uri_sans/0").asText());
    }

    private void plainEntries(String trustDomain, String id, Manifest deployment) {
        JsonNode node = manifests.repository().tree(PLAIN + "node.yaml").path("spec");
        JsonNode entry = manifests.repository().tree(PLAIN + "precinct99.yaml").path("spec");
        disagreements.same(
                "SPIFFE ID",
                "the Deployment's account",
                id,
                PLAIN + "precinct99.yaml",
                entry.path("spiffeID").asText());
        disagreements.same(
                "parent",
                PLAIN + "precinct99.yaml",
                entry.path("parentID").asText(),
                PLAIN + "node.yaml",
                node.path("spiffeID").asText());
        disagreements.same(
                "parent",
                PLAIN + "node.yaml",
                node.path("parentID").asText(),
                SERVER,
                "spiffe://" + trustDomain + "/spire/server");
        selectors(PLAIN + "precinct99.yaml", entry.path("selectors"), deployment);
        disagreements.same(
                "selectors",
                PLAIN + "node.yaml",
                Manifest.texts(node.path("selectors")),
                AGENT,
                List.of("k8s_psat:cluster:" + setting(AGENT, "cluster")));
        JsonNode template = manifests
                .repository()
                .tree("src/setup/spire/entry-precinct99.json")
                .at("/entries/0/dns_names");
        disagreements.same(
                "DNS names",
                PLAIN + "precinct99.yaml",
                entry.path("dnsNames"),
                "src/setup/spire/entry-precinct99.json",
                template);
    }

    private void clusterSpiffeId(String trustDomain, String id, Manifest deployment) {
        String file = CONTROLLER + "clusterspiffeid.yaml";
        JsonNode spec = manifests.repository().tree(file).path("spec");
        String rendered = spec.path("spiffeIDTemplate")
                .asText()
                .replace("{{ .TrustDomain }}", trustDomain)
                .replace("{{ .PodMeta.Namespace }}", deployment.namespace())
                .replace(
                        "{{ .PodSpec.ServiceAccountName }}",
                        deployment.pod().path("serviceAccountName").asText());
        disagreements.same("SPIFFE ID", "the Deployment's account", id, file, rendered);
        selectors(file, spec.path("workloadSelectorTemplates"), deployment);
        disagreements.same(
                "DNS names",
                file,
                spec.path("dnsNameTemplates"),
                PLAIN + "precinct99.yaml",
                manifests.repository().tree(PLAIN + "precinct99.yaml").at("/spec/dnsNames"));
        disagreements.same(
                "label", file, spec.at("/podSelector/matchLabels"), deployment.file(), deployment.podLabels());
        disagreements.same(
                "namespace",
                file,
                spec.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText(),
                deployment.file(),
                deployment.namespace());
    }

    private void selectors(String file, JsonNode selectors, Manifest deployment) {
        disagreements.same(
                "selectors",
                file,
                Manifest.texts(selectors),
                deployment.file(),
                List.of(
                        "k8s:ns:" + deployment.namespace(),
                        "k8s:sa:" + deployment.pod().path("serviceAccountName").asText(),
                        "k8s:container-name:"
                                + deployment.container().path("name").asText()));
    }

    private String setting(String file, String key) {
        return disagreements.setting(manifests.repository(), file, key);
    }
}
