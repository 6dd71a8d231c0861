package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** SPIRE's parts among themselves, with their pods, and with the vault that asks for their keys. */
record SpireAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String SERVER = "k8s/base/spire/server.conf";
    private static final String AGENT = "k8s/base/spire/agent.conf";
    private static final String OIDC = "k8s/base/spire/oidc-discovery-provider.conf";

    private static final String OPERATIONS = "src/docs/operations.md";

    void check() {
        cluster(setting(SERVER, "trust_domain"));
        addresses();
        lives();
        issuer();
        health("StatefulSet", "spire-server", SERVER);
        health("DaemonSet", "spire-agent", AGENT);
        bundle();
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
        for (String folder : List.of("k8s/base/spire/registration-plain/", "k8s/base/spire/registration-controller/")) {
            JsonNode controller = manifests.repository().tree(folder + "controller.yaml");
            disagreements.same(
                    "cluster",
                    folder + "controller.yaml",
                    controller.path("clusterName").asText(),
                    AGENT,
                    cluster);
            disagreements.same(
                    "trust domain",
                    folder + "controller.yaml",
                    controller.path("trustDomain").asText(),
                    SERVER,
                    trustDomain);
            disagreements.same(
                    "socket",
                    folder + "controller.yaml",
                    controller.path("spireServerSocketPath").asText(),
                    SERVER,
                    socket);
        }
        disagreements.expect(
                manifests
                        .repository()
                        .text(OPERATIONS)
                        .contains("/opt/spire/bin/spire-server \"$@\" -socketPath " + socket + "\n"),
                "socket: " + OPERATIONS + " asks SPIRE's server by another one than " + socket + " of " + SERVER);
        JsonNode token = agent.pod().at("/volumes/2/projected/sources/0/serviceAccountToken");
        disagreements.same(
                "audience of an agent's token",
                agent.file(),
                token.path("audience").asText(),
                "SPIRE",
                "spire-server");
        disagreements.same(
                "token",
                AGENT,
                setting(AGENT, "token_path"),
                agent.file(),
                "/run/secrets/spire/" + token.path("path").asText());
    }

    private void addresses() {
        Manifest server = manifests.one("StatefulSet", "spire-server");
        Manifest agent = manifests.one("DaemonSet", "spire-agent");
        disagreements.same(
                "port of SPIRE's server", SERVER, setting(SERVER, "bind_port"), server.file(), server.port("grpc"));
        disagreements.same(
                "port of SPIRE's server", AGENT, setting(AGENT, "server_port"), server.file(), server.port("grpc"));
        disagreements.same(
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
                .forEach(path -> disagreements.same(
                        "folder of the sockets",
                        AGENT,
                        folder,
                        path.file(),
                        path.tree().path("path").asText()));
    }

    /** Where the templates of the real stage say the same, they are the source. */
    private void lives() {
        for (String key : List.of("ca_ttl", "agent_ttl")) {
            disagreements.same(
                    key,
                    SERVER,
                    setting(SERVER, key),
                    "src/setup/spire/server.conf",
                    setting("src/setup/spire/server.conf", key));
        }
        String stage = manifests.repository().text("src/stage/lib/spiffe.sh");
        disagreements.same(
                "default_x509_svid_ttl",
                SERVER,
                setting(SERVER, "default_x509_svid_ttl"),
                "src/stage/lib/spiffe.sh",
                disagreements.find(
                        "SPIRE_X509_TTL", "src/stage/lib/spiffe.sh", stage, "SPIRE_X509_TTL=\\$\\{[A-Z_]+:-(\\w+)}"));
        disagreements.same(
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
        disagreements.same("issuer of JWT-SVIDs", SERVER, issuer, OIDC, setting(OIDC, "jwt_issuer"));
        disagreements.same("name of the OIDC provider", OIDC, setting(OIDC, "domains"), SERVER, host);
        disagreements.same(
                "name of the OIDC provider", "its Service", "spire-oidc." + oidc.namespace() + ".svc", SERVER, host);
        disagreements.same(
                "port of the OIDC provider", OIDC, setting(OIDC, "addr"), oidc.file(), ":" + oidc.port("https"));
        disagreements.same(
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
        disagreements.same("issuer of JWT-SVIDs", SERVER, issuer, setup.file(), setup.variable("JWT_ISSUER"));
        disagreements.same("keys of JWT-SVIDs", SERVER, issuer + "/keys", setup.file(), setup.variable("JWKS_URL"));
    }

    private void health(String kind, String name, String file) {
        Manifest workload = manifests.one(kind, name);
        disagreements.same(
                "bind_port",
                file,
                setting(file, "bind_port(?=.*\\n\\s*live_path)"),
                workload.file(),
                workload.port("health"));
        for (String probe : List.of("startup live", "liveness live", "readiness ready")) {
            String[] words = probe.split(" ");
            disagreements.same(
                    words[1] + "_path",
                    file,
                    setting(file, words[1] + "_path"),
                    "the " + words[0] + "Probe of " + workload.file(),
                    workload.container()
                            .at("/" + words[0] + "Probe/httpGet/path")
                            .asText());
        }
    }

    /** The certificates of the trust domain, from the server that publishes them to the pods that mount them. */
    private void bundle() {
        for (Manifest reader :
                List.of(manifests.one("DaemonSet", "spire-agent"), manifests.one("Job", "vault-setup"))) {
            JsonNode source = Manifest.list(reader.pod().path("volumes")).stream()
                    .map(volume -> volume.path("configMap"))
                    .filter(each -> each.path("name").asText().equals("spire-bundle"))
                    .findFirst()
                    .orElseThrow();
            String published = String.join(
                    "\n          ",
                    "namespace = \"" + reader.namespace() + "\"",
                    "configmap_name = \"spire-bundle\"",
                    "configmap_key = \"" + source.at("/items/0/key").asText() + "\"");
            disagreements.expect(
                    manifests.repository().text(SERVER).contains(published),
                    "bundle: " + reader + " mounts another key than " + SERVER + " publishes: " + source);
            String path = reader.kind().equals("Job")
                    ? reader.variable("SPIFFE_BUNDLE")
                    : setting(AGENT, "trust_bundle_path");
            disagreements.expect(
                    path.endsWith("/" + source.at("/items/0/path").asText()),
                    "bundle: " + path + " is not where " + reader + " has it");
        }
    }

    private String setting(String file, String key) {
        return disagreements.setting(manifests.repository(), file, key);
    }
}
