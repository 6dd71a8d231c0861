package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

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
            same("trust domain", SERVER, trustDomain, file, setting(file, "trust_domain"));
        }
        same(
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
        cluster(trustDomain);
        addresses();
        lives();
        issuer();
    }

    private void vaultRoles(String id) {
        String jwt = "src/setup/vault/auth/jwt-role-precinct99.json";
        String cert = "src/setup/vault/auth/cert-role-precinct99.json";
        same(
                "SPIFFE ID",
                "the Deployment's account",
                id,
                jwt,
                tree(jwt).path("bound_subject").asText());
        same(
                "SPIFFE ID",
                "the Deployment's account",
                id,
                cert,
                tree(cert).at("/allowed_uri_sans/0").asText());
    }

    private void plainEntries(String trustDomain, String id, Manifest deployment) {
        JsonNode node = tree(PLAIN + "node.yaml").path("spec");
        JsonNode entry = tree(PLAIN + "precinct99.yaml").path("spec");
        same(
                "SPIFFE ID",
                "the Deployment's account",
                id,
                PLAIN + "precinct99.yaml",
                entry.path("spiffeID").asText());
        same(
                "parent",
                PLAIN + "precinct99.yaml",
                entry.path("parentID").asText(),
                PLAIN + "node.yaml",
                node.path("spiffeID").asText());
        same(
                "parent",
                PLAIN + "node.yaml",
                node.path("parentID").asText(),
                SERVER,
                "spiffe://" + trustDomain + "/spire/server");
        selectors(PLAIN + "precinct99.yaml", entry.path("selectors"), deployment);
        same(
                "selectors",
                PLAIN + "node.yaml",
                Manifest.texts(node.path("selectors")),
                AGENT,
                List.of("k8s_psat:cluster:" + setting(AGENT, "cluster")));
        JsonNode template = tree("src/setup/spire/entry-precinct99.json").at("/entries/0/dns_names");
        same(
                "DNS names",
                PLAIN + "precinct99.yaml",
                entry.path("dnsNames"),
                "src/setup/spire/entry-precinct99.json",
                template);
    }

    private void clusterSpiffeId(String trustDomain, String id, Manifest deployment) {
        String file = CONTROLLER + "clusterspiffeid.yaml";
        JsonNode spec = tree(file).path("spec");
        String rendered = spec.path("spiffeIDTemplate")
                .asText()
                .replace("{{ .TrustDomain }}", trustDomain)
                .replace("{{ .PodMeta.Namespace }}", deployment.namespace())
                .replace(
                        "{{ .PodSpec.ServiceAccountName }}",
                        deployment.pod().path("serviceAccountName").asText());
        same("SPIFFE ID", "the Deployment's account", id, file, rendered);
        selectors(file, spec.path("workloadSelectorTemplates"), deployment);
        same("label", file, spec.at("/podSelector/matchLabels"), deployment.file(), deployment.podLabels());
        same(
                "namespace",
                file,
                spec.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText(),
                deployment.file(),
                deployment.namespace());
    }

    private void selectors(String file, JsonNode selectors, Manifest deployment) {
        same(
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

    private void cluster(String trustDomain) {
        String cluster = setting(AGENT, "cluster");
        Manifest agent = manifests.one("DaemonSet", "spire-agent");
        String allowed = "\"" + cluster + "\" = {\n          service_account_allow_list = [\"" + agent.namespace() + ":"
                + agent.pod().path("serviceAccountName").asText() + "\"]";
        disagreements.expect(
                manifests.repository().text(SERVER).contains(allowed),
                "agents: " + SERVER + " does not admit those of " + agent + " of the cluster " + cluster);
        String socket = setting(SERVER, "socket_path");
        for (String folder : List.of(PLAIN, CONTROLLER)) {
            JsonNode controller = tree(folder + "controller.yaml");
            same(
                    "cluster",
                    folder + "controller.yaml",
                    controller.path("clusterName").asText(),
                    AGENT,
                    cluster);
            same(
                    "trust domain",
                    folder + "controller.yaml",
                    controller.path("trustDomain").asText(),
                    SERVER,
                    trustDomain);
            same(
                    "socket",
                    folder + "controller.yaml",
                    controller.path("spireServerSocketPath").asText(),
                    SERVER,
                    socket);
        }
        JsonNode token = agent.pod().at("/volumes/2/projected/sources/0/serviceAccountToken");
        same(
                "audience of an agent's token",
                agent.file(),
                token.path("audience").asText(),
                "SPIRE",
                "spire-server");
        same(
                "token",
                AGENT,
                setting(AGENT, "token_path"),
                agent.file(),
                "/run/secrets/spire/" + token.path("path").asText());
    }

    private void addresses() {
        Manifest server = manifests.one("StatefulSet", "spire-server");
        Manifest agent = manifests.one("DaemonSet", "spire-agent");
        same("port of SPIRE's server", SERVER, setting(SERVER, "bind_port"), server.file(), server.port("grpc"));
        same("port of SPIRE's server", AGENT, setting(AGENT, "server_port"), server.file(), server.port("grpc"));
        same(
                "address of SPIRE's server",
                AGENT,
                setting(AGENT, "server_address"),
                server.file(),
                "spire-server." + server.namespace() + ".svc");
        for (String path : List.of(setting(SERVER, "data_dir"), setting(SERVER, "socket_path"))) {
            disagreements.expect(server.mounts(path), path + " in " + SERVER + " is no volume of " + server);
        }
        for (String key : List.of("socket_path", "trust_bundle_path", "data_dir", "token_path")) {
            disagreements.expect(
                    agent.mounts(setting(AGENT, key)),
                    key + " " + setting(AGENT, key) + " in " + AGENT + " is no volume of " + agent);
        }
        String folder = setting(AGENT, "socket_path").replaceFirst("/[^/]*$", "");
        Stream.concat(manifests.objects().stream(), manifests.patches().stream())
                .flatMap(each ->
                        each.tree().findValues("hostPath").stream().map(path -> new Manifest(each.file(), path)))
                .filter(path -> path.tree().path("path").asText().contains("spire"))
                .forEach(path -> same(
                        "folder of the sockets",
                        AGENT,
                        folder,
                        path.file(),
                        path.tree().path("path").asText()));
    }

    /** Where the templates of the real stage say the same, they are the source. */
    private void lives() {
        for (String key : List.of("ca_ttl", "agent_ttl")) {
            same(
                    key,
                    SERVER,
                    setting(SERVER, key),
                    "src/setup/spire/server.conf",
                    setting("src/setup/spire/server.conf", key));
        }
        String stage = manifests.repository().text("src/stage/lib/spiffe.sh");
        same(
                "default_x509_svid_ttl",
                SERVER,
                setting(SERVER, "default_x509_svid_ttl"),
                "src/stage/lib/spiffe.sh",
                disagreements.find(
                        "SPIRE_X509_TTL", "src/stage/lib/spiffe.sh", stage, "SPIRE_X509_TTL=\\$\\{[A-Z_]+:-(\\w+)}"));
        same(
                "default_jwt_svid_ttl",
                SERVER,
                setting(SERVER, "default_jwt_svid_ttl"),
                "src/stage/lib/spiffe.sh",
                disagreements.find(
                        "SPIRE_JWT_TTL", "src/stage/lib/spiffe.sh", stage, "SPIRE_JWT_TTL=\\$\\{[A-Z_]+:-(\\w+)}"));
    }

    private void issuer() {
        Manifest oidc = manifests.one("Deployment", "spire-oidc");
        String issuer = setting(SERVER, "jwt_issuer");
        String host = URI.create(issuer).getHost();
        same("issuer of JWT-SVIDs", SERVER, issuer, OIDC, setting(OIDC, "jwt_issuer"));
        same("name of the OIDC provider", OIDC, setting(OIDC, "domains"), SERVER, host);
        same("name of the OIDC provider", "its Service", "spire-oidc." + oidc.namespace() + ".svc", SERVER, host);
        same("port of the OIDC provider", OIDC, setting(OIDC, "addr"), oidc.file(), ":" + oidc.port("https"));
        same(
                "name that the probe asks for",
                oidc.file(),
                oidc.container()
                        .at("/readinessProbe/httpGet/httpHeaders/0/value")
                        .asText(),
                SERVER,
                host);
        for (String key : List.of("cert_file_path", "key_file_path", "socket_path")) {
            disagreements.expect(oidc.mounts(setting(OIDC, key)), key + " in " + OIDC + " is no volume of " + oidc);
        }
        Manifest setup = manifests.one("Job", "vault-setup");
        same("issuer of JWT-SVIDs", SERVER, issuer, setup.file(), setup.variable("JWT_ISSUER"));
        same("keys of JWT-SVIDs", SERVER, issuer + "/keys", setup.file(), setup.variable("JWKS_URL"));
    }

    private JsonNode tree(String file) {
        return Yaml.document(file, manifests.repository().text(file));
    }

    private String setting(String file, String key) {
        return disagreements.setting(manifests.repository(), file, key);
    }

    private void same(String what, String place, Object value, String otherPlace, Object otherValue) {
        disagreements.same(what, place, value, otherPlace, otherValue);
    }
}
