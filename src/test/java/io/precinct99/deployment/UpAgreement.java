package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What k8s/up, k8s/down and the Tiltfile name, beside the manifests that have it. */
record UpAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String CERTIFICATES = "k8s/lib/certificates.sh";
    private static final String TILTFILE = "k8s/Tiltfile";
    private static final Map<String, String> KINDS = Map.of(
            "deployment", "Deployment",
            "statefulset", "StatefulSet",
            "daemonset", "DaemonSet",
            "service", "Service",
            "job", "Job");
    private static final String IN = "(?:--namespace|ready) ([0-9a-z-]+) ";
    private static final Pattern OBJECT =
            Pattern.compile(IN + "(?:[^\"\n]* )?(" + String.join("|", KINDS.keySet()) + ")[/ ]([0-9a-z-]+)");
    private static final Pattern POD = Pattern.compile(IN + "[^\"\n]*?\\b([a-z]+)-\\d\\b(?: --container ([a-z]+))?");
    private static final Pattern SELECTED =
            Pattern.compile(IN + "[^\"\n]*--selector app.kubernetes.io/name=([0-9a-z-]+)");
    private static final Pattern PORT = Pattern.compile("service/([0-9a-z-]+) :?(\\d+)");
    private static final Pattern TILT =
            Pattern.compile("k8s_resource\\('([^']+)', port_forwards=\\['\\d+:(\\d+)'\\]\\)");

    void check() {
        for (String file : manifests.repository().below("k8s/lib", ".sh")) {
            each(
                    file,
                    OBJECT,
                    (found, where) -> disagreements.expect(
                            manifests.has(KINDS.get(found.group(2)), found.group(1), found.group(3)), where));
            each(
                    file,
                    POD,
                    (found, where) -> disagreements.expect(
                            manifests
                                    .workloads()
                                    .filter(each -> each.kind().equals("StatefulSet")
                                            && each.namespace().equals(found.group(1))
                                            && each.name().equals(found.group(2)))
                                    .anyMatch(each -> found.group(3) == null || hasContainer(each, found.group(3))),
                            where));
            each(file, SELECTED, (found, where) -> disagreements.expect(runs(found.group(1), found.group(2)), where));
            each(
                    file,
                    PORT,
                    (found, where) -> disagreements.expect(
                            manifests.one("Service", found.group(1)).spec().path("ports").findValues("port").stream()
                                    .anyMatch(port -> port.asText().equals(found.group(2))),
                            where));
        }
        each(
                TILTFILE,
                TILT,
                (found, where) -> disagreements.expect(
                        manifests.one("Deployment", found.group(1)).listens(Integer.parseInt(found.group(2))), where));
        String taken = disagreements.find(
                "namespaces", "k8s/down", manifests.repository().text("k8s/down"), "delete namespace ([0-9a-z -]+)\"");
        disagreements.same(
                "namespaces",
                "k8s/down",
                new TreeSet<>(List.of(taken.split(" "))),
                "the manifests",
                manifests.of("Namespace").map(Manifest::name).collect(Collectors.toCollection(TreeSet::new)));
        certificates();
        lentToTheJob();
    }

    private void certificates() {
        String text = manifests.repository().text(CERTIFICATES);
        Set<String> made = Pattern.compile("(?m)^  \"(\\S+ \\S+-tls) ")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mounted = new TreeSet<>();
        manifests
                .workloads()
                .forEach(each -> each.pod()
                        .findValues("secretName")
                        .forEach(secret -> mounted.add(each.namespace() + " " + secret.asText())));
        disagreements.same("Secrets of servers", "TLS_SERVERS of " + CERTIFICATES, made, "the pods", mounted);
        String clients = disagreements.find("TLS_CLIENTS", CERTIFICATES, text, "TLS_CLIENTS=\\(([^)]*)\\)");
        Manifest bundle = manifests.one("Bundle", "platform-ca");
        disagreements.same(
                "namespaces with platform-ca",
                "TLS_CLIENTS of " + CERTIFICATES,
                List.of(clients.split(" ")),
                bundle.file(),
                Manifest.texts(bundle.spec().at("/target/namespaceSelector/matchExpressions/0/values")));
        String key = bundle.spec().at("/target/configMap/key").asText();
        disagreements.expect(
                text.contains("--from-file=" + key + "=") && text.contains("{.data." + key.replace(".", "\\.") + "}"),
                "key: " + CERTIFICATES + " makes and reads platform-ca without " + key + " of " + bundle);
        for (String file : manifests.repository().below("k8s", "")) {
            Pattern.compile("[\"= ]/platform/([^\"\\s]+)")
                    .matcher(manifests.repository().text(file))
                    .results()
                    .forEach(found ->
                            disagreements.same("key of platform-ca", file, found.group(1), bundle.file(), key));
        }
        String again = disagreements.find(
                "whose pods start again",
                CERTIFICATES,
                text,
                "for entry in (\".*\"); do\n    k --namespace \"\\$\\{entry% ");
        for (String who : again.replaceAll("^\"|\"$", "").split("\" \"")) {
            disagreements.expect(
                    runs(who.split(" ")[0], who.split(" ")[1]),
                    CERTIFICATES + " starts again what does not exist: " + who);
        }
    }

    private void lentToTheJob() {
        String scripts = manifests.repository().text("k8s/lib/openbao.sh")
                + manifests.repository().text("k8s/lib/postgres.sh");
        for (JsonNode key : manifests.one("Job", "vault-setup").pod().findValues("secretKeyRef")) {
            disagreements.expect(
                    scripts.contains("make_secret openbao " + key.path("name").asText())
                            && scripts.contains("'" + key.path("key").asText() + " %s"),
                    "Secret: k8s/up does not make what the Job vault-setup reads: " + key);
        }
    }

    private boolean runs(String namespace, String name) {
        return manifests
                .workloads()
                .anyMatch(each ->
                        each.namespace().equals(namespace) && each.name().equals(name));
    }

    private static boolean hasContainer(Manifest workload, String name) {
        return workload.containers().stream()
                .anyMatch(each -> each.path("name").asText().equals(name));
    }

    private void each(String file, Pattern pattern, BiConsumer<MatchResult, String> check) {
        pattern.matcher(manifests.repository().text(file))
                .results()
                .forEach(found -> check.accept(found, file + " names what no manifest has: " + found.group()));
    }
}
