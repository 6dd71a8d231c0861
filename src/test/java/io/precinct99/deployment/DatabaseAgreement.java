package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** PostgreSQL in kind and in production: the same name, the same roles, and room for every connection there may be. */
record DatabaseAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String CONFIGURATION = "k8s/base/postgres/postgresql.conf";
    /** Superuser, backups, replication, exporters. */
    private static final int RESERVE = 20;

    void check() {
        Manifest kind = manifests.one("StatefulSet", "postgres");
        Manifest production = manifests.one("Cluster", "postgres");
        Map<String, String> environment = manifests.environment("production");
        String name = environment.get("DB_NAME");
        disagreements.same("database", "precinct99.env", name, kind.file(), kind.variable("POSTGRES_DB"));
        disagreements.same(
                "database",
                "precinct99.env",
                name,
                production.file(),
                production.tree().at("/spec/bootstrap/initdb/database").asText());
        disagreements.same("port", "precinct99.env", environment.get("DB_PORT"), CONFIGURATION, setting("port"));
        disagreements.same("port", "precinct99.env", environment.get("DB_PORT"), kind.file(), kind.port("postgres"));
        disagreements.same(
                "host",
                "precinct99.env",
                environment.get("DB_HOST"),
                production.file(),
                production
                                .tree()
                                .at("/spec/managed/services/additional/0/serviceTemplate/metadata/name")
                                .asText() + "." + production.namespace() + ".svc");
        label(kind, production);
        for (String key : List.of("serverTLSSecret", "serverCASecret")) {
            String secret = production.spec().path("certificates").path(key).asText();
            disagreements.expect(
                    manifests
                            .of("Certificate")
                            .anyMatch(each -> each.namespace().equals(production.namespace())
                                    && each.spec().path("secretName").asText().equals(secret)),
                    key + ": " + secret + " in " + production.file() + " is made by no Certificate");
        }
        for (String key : List.of("ssl_cert_file", "ssl_key_file", "hba_file")) {
            String path = setting(key).replace("'", "");
            disagreements.expect(
                    kind.mounts(path), key + ": " + path + " in " + CONFIGURATION + " is no volume of " + kind);
        }
        roles(production);
        room(
                "kind",
                replicas("k8s/overlays/kind/small.yaml"),
                1,
                Integer.parseInt(setting("max_connections")),
                CONFIGURATION);
        int most = manifests
                .one("HorizontalPodAutoscaler", "precinct99")
                .spec()
                .path("maxReplicas")
                .asInt();
        int vaults =
                manifests.one("StatefulSet", "openbao").spec().path("replicas").asInt();
        room(
                "production",
                most,
                vaults,
                production
                        .tree()
                        .at("/spec/postgresql/parameters/max_connections")
                        .asInt(),
                production.file());
    }

    /** The policies choose servers in kind and in production by a label that is ours: the operator has its own ideas of others. */
    private void label(Manifest kind, Manifest production) {
        Manifest policy = manifests.one("NetworkPolicy", "postgres");
        JsonNode chosen = policy.spec().at("/podSelector/matchLabels");
        JsonNode inherited = production.spec().at("/inheritedMetadata/labels");
        disagreements.same("label", policy.file(), chosen, production.file(), inherited);
        chosen.properties()
                .forEach(label -> disagreements.same(
                        "label",
                        policy.file(),
                        label.getValue(),
                        kind.file(),
                        kind.podLabels().path(label.getKey())));
        inherited
                .fieldNames()
                .forEachRemaining(key -> disagreements.expect(
                        key.startsWith("precinct99.io/"),
                        "label: " + key + " in " + production.file() + " is one that CloudNativePG gives itself"));
    }

    private void roles(Manifest production) {
        disagreements.among(
                "roles",
                production.file(),
                production
                        .tree()
                        .at("/spec/bootstrap/initdb/postInitApplicationSQLRefs/configMapRefs/0/name")
                        .asText(),
                "src/setup/postgres/kustomization.yaml",
                manifests.generated().keySet().stream()
                        .map(each -> each.replaceFirst(".*/", ""))
                        .toList());
        String login = manifests
                .repository()
                .tree("src/setup/vault/database/connection-precinct99.json")
                .path("username")
                .asText();
        String sql = manifests.repository().text("src/setup/postgres/roles.sql");
        disagreements.expect(
                sql.contains("CREATE ROLE " + login + " LOGIN"),
                "login: the vault logs in as " + login + ", which roles.sql does not make");
        for (String role : List.of("app", "migration")) {
            String file = "src/setup/vault/database/role-precinct99-" + role + ".json";
            String group = disagreements.find(
                    "group of the login", file, manifests.repository().text(file), "IN ROLE (\\w+)");
            disagreements.expect(
                    sql.contains("CREATE ROLE " + group + " NOLOGIN"),
                    "group: " + file + " puts logins into " + group + ", which roles.sql does not make");
        }
    }

    /** Each replica has two generations while it rotates, and a roll-out has one replica more. */
    private void room(String overlay, int replicas, int vaults, int connections, String file) {
        int surge = manifests
                .one("Deployment", "precinct99")
                .tree()
                .at("/spec/strategy/rollingUpdate/maxSurge")
                .asInt();
        int pool = Integer.parseInt(manifests.environment(overlay).getOrDefault("PRECINCT99_DATABASE_POOL_SIZE", "20"));
        int ofAVault = manifests
                .repository()
                .tree("src/setup/vault/database/connection-precinct99.json")
                .path("max_open_connections")
                .asInt();
        int needed = (replicas + surge) * 2 * pool + vaults * ofAVault + RESERVE;
        disagreements.expect(
                needed <= connections,
                "max_connections: " + connections + " in " + file + ", but (" + replicas + " + " + surge
                        + ") replicas × 2 × " + pool + " + " + vaults + " vaults × " + ofAVault + " + " + RESERVE
                        + " are " + needed);
    }

    private int replicas(String patch) {
        return manifests.patches().stream()
                .filter(each -> each.file().equals(patch) && each.name().equals("precinct99"))
                .mapToInt(each -> each.spec().path("replicas").asInt())
                .findFirst()
                .orElseThrow();
    }

    private String setting(String key) {
        return disagreements.setting(manifests.repository(), CONFIGURATION, key);
    }
}
