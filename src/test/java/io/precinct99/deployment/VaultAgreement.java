package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.vault.VaultConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the application asks of the vault, what the set-up gives it, and the vault that both reach. */
record VaultAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String SETUP = "src/setup/vault/";
    private static final String POLICY = SETUP + "policies/precinct99.hcl";
    private static final String SERVER = "k8s/base/openbao/server.hcl";
    private static final String RELOAD = "k8s/base/openbao/reload.sh";
    private static final Pattern PATH = Pattern.compile("\"((?:sys|auth)/[a-z/-]+)\"");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    void check() {
        whatIsAskedFor();
        everyFileIsMounted();
        theJobHasWhatItNeeds();
        theServer();
        aRenewedCertificateIsRead();
    }

    /** The defaults of the code, unless the overlays' environment says otherwise. */
    private void whatIsAskedFor() {
        VaultConfig config = VaultConfig.from(MapConfig.of("VAULT_ADDR", address()), new ConfigErrors());
        String role = SETUP + "auth/jwt-role-" + config.authRole() + ".json";
        JsonNode bound = manifests.repository().tree(role).path("bound_audiences");
        disagreements.among("audience", "VaultConfig", config.audience(), role, Manifest.texts(bound));
        disagreements.among(
                "policy",
                POLICY,
                "precinct99",
                role,
                Manifest.texts(manifests.repository().tree(role).path("token_policies")));
        String setup = text(SETUP + "apply.sh");
        for (String mount : List.of(config.kvMount(), config.databaseMount(), config.transitMount())) {
            disagreements.expect(
                    setup.contains("enabled secrets " + mount + " "),
                    "mount: " + mount + " in VaultConfig is not made by apply.sh");
        }
        disagreements.expect(
                setup.contains("enabled auth " + config.authMount() + " "),
                "mount: auth " + config.authMount() + " in VaultConfig is not made by apply.sh");
        JsonNode allowed = manifests
                .repository()
                .tree(SETUP + "database/connection-precinct99.json")
                .path("allowed_roles");
        for (String login : List.of(config.databaseRole(), config.migrationRole())) {
            exists("database role", SETUP + "database/role-" + login + ".json");
            disagreements.among(
                    "database role", "VaultConfig", login, "connection-precinct99.json", Manifest.texts(allowed));
            mayUse(config.databaseMount() + "/creds/" + login);
        }
        for (String key : List.of(config.transitKey(), config.auditKey())) {
            exists("transit key", SETUP + "transit/key-" + key + ".json");
            mayUse(config.transitMount() + "/sign/" + key);
            mayUse(config.transitMount() + "/keys/" + key);
        }
        mayUse(config.transitMount() + "/keys/" + config.transitKey() + "/rotate");
        mayUse(config.kvMount() + "/data/github/*");
        mayUse(config.kvMount() + "/metadata/github/*");
        for (String path : Set.of("sys/leases/revoke", "auth/token/revoke-self")) {
            disagreements.expect(calls(path), "path: " + path + " in the policy is called by no code");
            mayUse(path);
        }
    }

    private boolean calls(String path) {
        return manifests.repository().inCode(PATH).contains(path);
    }

    private String address() {
        return manifests.environment("production").get("VAULT_ADDR");
    }

    private void mayUse(String path) {
        disagreements.expect(
                text(POLICY).contains("path \"" + path + "\""),
                "path: the application uses " + path + ", and " + POLICY + " does not name it");
    }

    private void exists(String what, String file) {
        disagreements.among(
                what, "VaultConfig", file, SETUP, manifests.repository().below(SETUP, ".json"));
    }

    private void everyFileIsMounted() {
        Set<String> wanted = new TreeSet<>(manifests.repository().below("src/setup/vault", ""));
        wanted.removeAll(Set.of(SETUP + "kustomization.yaml", SETUP + "server.hcl"));
        disagreements.same(
                "set-up files",
                SETUP,
                wanted,
                SETUP + "kustomization.yaml",
                manifests.generated().get("openbao/vault-setup"));
        Map<String, String> mounted = new TreeMap<>();
        Manifest job = job();
        Manifest.list(job.pod().path("volumes")).stream()
                .filter(volume -> volume.at("/configMap/name").asText().equals("vault-setup"))
                .flatMap(volume -> Manifest.list(volume.at("/configMap/items")).stream())
                .forEach(item ->
                        mounted.put(item.path("path").asText(), item.path("key").asText()));
        Map<String, String> files = new TreeMap<>();
        wanted.forEach(file -> files.put(file.substring(SETUP.length()), file.replaceFirst(".*/", "")));
        disagreements.same("set-up files", SETUP, files, job.file(), mounted);
    }

    private void theJobHasWhatItNeeds() {
        Manifest job = job();
        Set<String> given = new TreeSet<>();
        job.container().path("env").forEach(each -> given.add(each.path("name").asText()));
        REQUIRED.matcher(text(SETUP + "apply.sh"))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("AUDIT_LOG")) // the server's configuration declares the audit device
                .forEach(name -> disagreements.among("variable", "apply.sh", name, job.file(), given));
        disagreements.expect(
                text(SERVER).contains("audit \"file\""),
                "audit: " + SERVER + " declares no device, and the Job names no AUDIT_LOG");
        for (String name : List.of("VAULT_CACERT", "JWKS_CA", "SPIFFE_BUNDLE")) {
            disagreements.expect(
                    job.mounts(job.variable(name)), name + ": " + job.variable(name) + " is no volume of " + job);
        }
        disagreements.expect(
                server().mounts(job.variable("DB_SSLROOTCERT")),
                "DB_SSLROOTCERT: " + job.variable("DB_SSLROOTCERT") + " is no volume of " + server());
        Map<String, String> environment = manifests.environment("production");
        for (String name : List.of("VAULT_ADDR", "DB_HOST", "DB_PORT", "DB_NAME")) {
            disagreements.same(name, job.file(), job.variable(name), "precinct99.env", environment.get(name));
        }
        disagreements.same(
                "image",
                job.file(),
                job.container().path("image"),
                server().file(),
                server().container().path("image"));
        disagreements.expect(!text(job.file()).contains("stringData"), job + " holds a secret");
        manifests
                .of("Certificate")
                .filter(each -> each.spec().path("isCA").asBoolean())
                .forEach(each -> disagreements.same(
                        "rotationPolicy of an authority that the vault has a copy of",
                        each.file(),
                        each.spec().at("/privateKey/rotationPolicy").asText(),
                        job.file(),
                        "Never"));
    }

    private void theServer() {
        Manifest server = server();
        String hcl = text(SERVER);
        disagreements.same("port", SERVER, setting("address"), server.file(), "[::]:" + server.port("https"));
        disagreements.same("port", SERVER, setting("cluster_address"), server.file(), "[::]:" + server.port("raft"));
        for (String key : List.of("tls_cert_file", "tls_key_file", "leader_ca_cert_file", "path")) {
            disagreements.expect(
                    server.mounts(setting(key)),
                    key + ": " + setting(key) + " in " + SERVER + " is no volume of " + server);
        }
        String names = server.spec().path("serviceName").asText() + "." + server.namespace() + ".svc.cluster.local:"
                + server.port("https");
        for (int number = 0; number < server.spec().path("replicas").asInt(); number++) {
            disagreements.expect(
                    hcl.contains("\"https://" + server.name() + "-" + number + "." + names + "\""),
                    "raft: server " + number + " is not among retry_join in " + SERVER);
        }
        disagreements.same(
                "tls_min_version",
                SERVER,
                setting("tls_min_version"),
                SETUP + "server.hcl",
                disagreements.setting(manifests.repository(), SETUP + "server.hcl", "tls_min_version"));
        for (String place : List.of("BAO_API_ADDR", "BAO_CLUSTER_ADDR")) {
            disagreements.expect(
                    server.variable(place)
                            .contains("." + server.spec().path("serviceName").asText() + "."),
                    place + ": is not a name of the headless Service");
        }
    }

    private void aRenewedCertificateIsRead() {
        Manifest server = server();
        String told = disagreements.find("whom it tells", RELOAD, text(RELOAD), "pkill -HUP -f '\\^([^']+)'");
        String command = String.join(" ", Manifest.texts(server.container().path("command")));
        disagreements.expect(
                command.startsWith(told),
                "command: " + RELOAD + " tells " + told + ", and " + server + " is " + command);
        disagreements.expect(
                server.pod().path("shareProcessNamespace").asBoolean(),
                "shareProcessNamespace: " + RELOAD + " cannot signal " + server);
        disagreements.among(
                "command",
                RELOAD,
                List.of("sh", "/openbao/config/reload.sh", setting("tls_cert_file")),
                server.file() + " beside tls_cert_file",
                server.containers().stream()
                        .map(each -> Manifest.texts(each.path("command")))
                        .toList());
    }

    private String setting(String key) {
        return disagreements.setting(manifests.repository(), SERVER, key);
    }

    private Manifest server() {
        return manifests.one("StatefulSet", "openbao");
    }

    private Manifest job() {
        return manifests.one("Job", "vault-setup");
    }

    private String text(String file) {
        return manifests.repository().text(file);
    }
}
