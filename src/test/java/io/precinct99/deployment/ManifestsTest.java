package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {
    private static final Manifests MANIFESTS = Manifests.of(Repository.AS_IT_IS);

    @Test
    void everyManifestIsOfAKnownTypeAndHasNoOtherFields() {
        assertThat(everything(MANIFESTS)).hasSizeGreaterThan(80).allSatisfy(ManifestsTest::parsesStrictly);
    }

    @ParameterizedTest
    @CsvSource({
        "k8s/base/application/deployment.yaml, readinessProbe:, readinesProbe:, readinesProbe",
        "k8s/base/application/deployment.yaml, failureThreshold: 60, failureThreshold: many, many",
        "k8s/base/openbao/openbao.yaml, podManagementPolicy, podManagmentPolicy, podManagmentPolicy",
        "k8s/overlays/kind/small.yaml, requests:, request:, request",
        "k8s/base/application/service.yaml, targetPort:, port:, Duplicate",
        "k8s/overlays/production/postgres.yaml, walStorage:, wallStorage:, wallStorage",
        "k8s/base/monitoring/servicemonitor.yaml, interval:, intervall:, intervall",
        "k8s/base/spire/registration-plain/controller.yaml, healthProbeBindAddress, healthProbeAddress, healthProbeAddress",
        "k8s/base/spire/registration-controller/controller.yaml, trustDomain:, trustdomain:, trustdomain",
        "k8s/base/spire/registration-plain/precinct99.yaml, dnsNames:, dnsName:, dnsName",
        "k8s/overlays/kind/kustomization.yaml, behavior:, behaviour:, behaviour",
        "k8s/overlays/production/images/kustomization.yaml, digest:, digst:, digst"
    })
    void aMistakeIsNamed(String file, String text, String replacement, String named) {
        assertThatThrownBy(() -> {
                    Manifests broken = Manifests.of(Repository.AS_IT_IS.with(file, text, replacement));
                    everything(broken).forEach(ManifestsTest::parsesStrictly);
                })
                .hasMessageContaining(named);
    }

    @Test
    void everyFileHasItsPlace() {
        Set<String> named = new TreeSet<>(MANIFESTS.kustomizations().keySet());
        MANIFESTS.objects().forEach(each -> named.add(each.file()));
        MANIFESTS.patches().forEach(each -> named.add(each.file()));
        MANIFESTS.generated().values().forEach(named::addAll);
        MANIFESTS
                .kustomizations()
                .forEach((file, tree) -> tree.path("configMapGenerator")
                        .forEach(each -> Manifest.texts(each.path("envs"))
                                .forEach(env -> named.add(Manifests.beside(file, env)))));
        for (String ending : List.of(".yaml", ".env", ".conf", ".hcl", ".json")) {
            assertThat(named).containsAll(Repository.AS_IT_IS.below("k8s", ending));
        }
    }

    @Test
    void everyFolderThatAKustomizationNamesHasOne() {
        MANIFESTS
                .kustomizations()
                .forEach((file, tree) -> Stream.of("resources", "components")
                        .flatMap(key -> Manifest.texts(tree.path(key)).stream())
                        .map(path -> Path.of(Manifests.beside(file, path)))
                        .filter(path -> !Files.isRegularFile(path))
                        .forEach(path -> assertThat(path.resolve("kustomization.yaml"))
                                .as(file)
                                .exists()));
    }

    @Test
    void noObjectStandsTwice() {
        assertThat(MANIFESTS.objects().stream().map(each -> each.type() + " " + each.namespace() + "/" + each.name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void productionPinsEveryImageThatItRuns() {
        JsonNode images = MANIFESTS
                .kustomizations()
                .get("k8s/overlays/production/images/kustomization.yaml")
                .path("images");
        Map<String, String> digests = Manifest.list(images).stream()
                .collect(java.util.stream.Collectors.toMap(
                        each -> each.path("name").asText(),
                        each -> each.path("digest").asText()));
        Stream<String> used = Stream.concat(MANIFESTS.workloads(), MANIFESTS.patches().stream())
                .filter(each -> !each.file().startsWith("k8s/base/postgres/"))
                .flatMap(each -> each.containers().stream())
                .filter(each -> each.has("image"))
                .map(each -> each.path("image").asText().replaceFirst(":[^:/]*$", ""));
        assertThat(used.distinct()).containsExactlyInAnyOrderElementsOf(digests.keySet());
        assertThat(digests.values()).allMatch(digest -> digest.matches("sha256:[0-9a-f]{64}"));
    }

    /** Tags without a kind of image are of a kind that is deprecated and goes away. */
    @Test
    void productionRunsAnImageOfPostgresqlThatIsKeptUp() {
        assertThat(MANIFESTS.one("Cluster", "postgres").spec().path("imageName").asText())
                .matches(
                        "ghcr\\.io/cloudnative-pg/postgresql:\\d+\\.\\d+-(minimal|standard)-[a-z]+(@sha256:[0-9a-f]{64})?");
    }

    /** Objects and patches, the kustomizations themselves, and what is wrapped into ConfigMaps by them. */
    private static Stream<Manifest> everything(Manifests manifests) {
        return Stream.of(
                        manifests.objects().stream(),
                        manifests.patches().stream(),
                        manifests.kustomizations().entrySet().stream()
                                .map(each -> new Manifest(each.getKey(), each.getValue())),
                        manifests.generated().values().stream()
                                .flatMap(Set::stream)
                                .filter(file -> file.endsWith(".yaml"))
                                .map(file -> new Manifest(
                                        file, manifests.repository().tree(file))))
                .flatMap(each -> each);
    }

    private static void parsesStrictly(Manifest manifest) {
        if (CustomResources.know(manifest.type())) {
            assertThat(CustomResources.unknown(manifest))
                    .as(manifest.toString())
                    .isEmpty();
        } else {
            assertThat(Types.BUILT_IN).as(manifest.toString()).containsKey(manifest.type());
            Yaml.as(Types.BUILT_IN.get(manifest.type()), manifest);
        }
    }
}
