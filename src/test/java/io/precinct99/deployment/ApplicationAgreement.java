package io.precinct99.deployment;

import io.precinct99.access.AccessConfig;
import io.precinct99.account.AccountConfig;
import io.precinct99.database.DatabaseConfig;
import io.precinct99.github.GithubConfig;
import io.precinct99.identity.IdentityConfig;
import io.precinct99.operations.MetricsResource;
import io.precinct99.operations.OperationsConfig;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.token.TokenConfig;
import io.precinct99.vault.VaultConfig;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The application's Deployment and configuration beside its code and its server. */
record ApplicationAgreement(Manifests manifests, Disagreements disagreements) {
    private static final Pattern KEY =
            Pattern.compile("\"(precinct99(?:\\.[a-z-]+)+\\.?|(?:SPIFFE|VAULT|DB)_[A-Z_]+)\"");
    /** Read by Liberty's start script. */
    private static final Set<String> OF_THE_SERVER = Set.of("JVM_ARGS");

    private static final String IMAGE = "Dockerfile";
    private static final String HEAP = "src/image/jvm.options";
    private static final Pattern SERVER_VARIABLE = Pattern.compile("<variable name=\"([a-z.]+)\"");

    void check() {
        for (String overlay : List.of("kind", "production")) {
            Map<String, String> environment = manifests.environment(overlay);
            keysExist(overlay, environment);
            valuesAreAccepted(overlay, environment);
            metricsStayInside(overlay, environment);
            writesWhereItMay(environment);
            portAndProbes(environment);
            endsInTime(environment);
            fitsIntoItsMemory(environment);
        }
    }

    private Set<String> codeKeys() {
        return manifests.repository().inCode(KEY);
    }

    /** As MicroProfile Config looks a key up in the environment. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private void keysExist(String overlay, Map<String, String> environment) {
        Set<String> known = new TreeSet<>(OF_THE_SERVER);
        SERVER_VARIABLE
                .matcher(manifests.repository().text("liberty/server.xml"))
                .results()
                .forEach(found -> known.add(variable(found.group(1))));
        Set<String> prefixes = new TreeSet<>();
        for (String key : codeKeys()) {
            (key.endsWith(".") ? prefixes : known).add(variable(key));
        }
        for (String name : environment.keySet()) {
            disagreements.expect(
                    known.contains(name) || prefixes.stream().anyMatch(name::startsWith),
                    name + " is set in precinct99.env (" + overlay + "), and nobody reads it");
        }
    }

    private void valuesAreAccepted(String overlay, Map<String, String> environment) {
        MapConfig config = config(environment);
        ConfigErrors errors = new ConfigErrors();
        IdentityConfig.from(config, errors);
        VaultConfig.from(config, errors);
        DatabaseConfig.from(config, errors);
        AccessConfig.from(config, errors);
        AccountConfig.from(config, errors);
        TokenConfig.from(config, errors);
        GithubConfig.from(config, errors);
        OperationsConfig.from(config, errors);
        errors.all().stream()
                .filter(error -> !error.contains("readable PEM file")) // there in the pod only
                .forEach(error -> disagreements.expect(false, "precinct99.env (" + overlay + "): " + error));
    }

    private MapConfig config(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        for (String key : codeKeys()) {
            if (environment.containsKey(variable(key))) {
                values.put(key, environment.get(variable(key)));
            }
        }
        return new MapConfig(values);
    }

    private void metricsStayInside(String overlay, Map<String, String> environment) {
        Set<String> networks = new TreeSet<>(
                Arrays.asList(environment.get("PRECINCT99_OPERATIONS_NETWORKS").split(",")));
        networks.removeAll(Set.of("127.0.0.0/8", "::1"));
        disagreements.same(
                "who may stand between clients and us",
                "PRECINCT99_OPERATIONS_NETWORKS (" + overlay + ")",
                networks,
                "PRECINCT99_TRUSTED_PROXIES",
                new TreeSet<>(Arrays.asList(
                        environment.get("PRECINCT99_TRUSTED_PROXIES").split(","))));
    }

    private void writesWhereItMay(Map<String, String> environment) {
        Manifest deployment = deployment();
        for (String name : List.of("VAULT_CACERT", "DB_SSLROOTCERT")) {
            mounted(deployment, name, environment.get(name), "precinct99.env");
        }
        for (String name : List.of("WLP_OUTPUT_DIR", "LOG_DIR")) {
            mounted(deployment, name, inImage(name, name + "=(\\S+)"), IMAGE);
        }
        String socket = environment.get("SPIFFE_ENDPOINT_SOCKET").replaceFirst("^unix:(//)?", "");
        disagreements.expect(
                deployment.mounts(socket),
                "SPIFFE_ENDPOINT_SOCKET: " + socket + " in precinct99.env, but no volume is mounted there");
        String agents = disagreements.setting(manifests.repository(), "k8s/base/spire/agent.conf", "socket_path");
        disagreements.same(
                "name of the Workload API's socket",
                "precinct99.env",
                java.nio.file.Path.of(socket).getFileName(),
                "k8s/base/spire/agent.conf",
                java.nio.file.Path.of(agents).getFileName());
    }

    private void mounted(Manifest deployment, String name, String path, String place) {
        disagreements.expect(
                deployment.mounts(path),
                name + ": " + path + " in " + place + ", but no volume is mounted there in " + deployment);
    }

    private String inImage(String what, String pattern) {
        return disagreements.find(what, IMAGE, manifests.repository().text(IMAGE), pattern);
    }

    private void portAndProbes(Map<String, String> environment) {
        Manifest deployment = deployment();
        String file = deployment.file();
        disagreements.same(
                "port of the application",
                "precinct99.env",
                environment.get("HTTP_PORT"),
                file,
                deployment.port("http"));
        disagreements.same(
                "HTTP_PORT", "precinct99.env", environment.get("HTTP_PORT"), IMAGE, inImage("EXPOSE", "EXPOSE (\\d+)"));
        disagreements.same(
                "HTTP_HOST",
                "precinct99.env",
                environment.get("HTTP_HOST"),
                IMAGE,
                inImage("HTTP_HOST", "HTTP_HOST=(\\S+)"));
        String servlet = manifests.repository().text("src/main/java/io/precinct99/operations/ProbeServlet.java");
        String mapping = disagreements.find(
                "the servlet that answers probes",
                "web.xml",
                manifests.repository().text("src/main/webapp/WEB-INF/web.xml"),
                "<servlet-name>probe</servlet-name>\\s*<url-pattern>([^<]*)/\\*<");
        for (String probe : List.of("startup", "liveness", "readiness")) {
            String path = deployment
                    .container()
                    .at("/" + probe + "Probe/httpGet/path")
                    .asText();
            disagreements.expect(
                    path.startsWith(mapping + "/") && servlet.contains("\"" + path.substring(mapping.length()) + "\""),
                    probe + "Probe asks " + path + " in " + file + ", which ProbeServlet at " + mapping
                            + " does not answer");
        }
        String metrics = MetricsResource.class.getAnnotation(Path.class).value();
        Manifest monitor = manifests.one("ServiceMonitor", "precinct99");
        disagreements.same(
                "path of the metrics",
                monitor.file(),
                monitor.tree().at("/spec/endpoints/0/path").asText(),
                "MetricsResource",
                metrics);
        disagreements.among(
                "port that is measured",
                monitor.file(),
                monitor.tree().at("/spec/endpoints/0/port").asText(),
                "Service precinct99",
                Manifest.list(manifests.one("Service", "precinct99").spec().path("ports")).stream()
                        .map(port -> port.path("name").asText())
                        .toList());
    }

    private void endsInTime(Map<String, String> environment) {
        Manifest deployment = deployment();
        long stop = Long.parseLong(disagreements.find(
                "stopTimeout",
                "liberty/server.xml",
                manifests.repository().text("liberty/server.xml"),
                "stopTimeout=\"(\\d+)s\""));
        long drain = Duration.parse(environment.get("PRECINCT99_DATABASE_DRAIN_DEADLINE"))
                .toSeconds();
        long pause = Duration.parse(environment.get("PRECINCT99_OPERATIONS_STOP_DELAY"))
                .toSeconds();
        disagreements.expect(pause > 0, "PRECINCT99_OPERATIONS_STOP_DELAY: proxies have no time to hear of a stop");
        long grace = deployment.pod().path("terminationGracePeriodSeconds").asLong();
        disagreements.expect(
                grace > pause + stop + drain,
                "terminationGracePeriodSeconds: " + grace + " in " + deployment.file() + " is too short for " + pause
                        + " s of stop delay, " + stop + " s of stopTimeout and " + drain + " s of drain deadline");
    }

    private void fitsIntoItsMemory(Map<String, String> environment) {
        String limit = deployment().container().at("/resources/limits/memory").asText();
        String options =
                environment.getOrDefault("JVM_ARGS", manifests.repository().text(HEAP));
        String heap = disagreements.find("-Xmx", HEAP, options, "-Xmx(\\d+)m");
        // What is not heap took 200 MiB and more in every measurement
        disagreements.expect(
                Integer.parseInt(heap) + 250 <= Integer.parseInt(limit.replace("Mi", "")),
                "-Xmx: a heap of " + heap + " MiB leaves too little of " + limit);
    }

    private Manifest deployment() {
        return manifests.one("Deployment", "precinct99");
    }
}
