package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In production people set the vault up: once it is open, and again after a change. */
class VaultSetUpTest {
    private static final Manifests MANIFESTS = Manifests.of(Repository.AS_IT_IS);
    private static final String PRODUCTION = "k8s/overlays/production";
    private static final String SETUP = PRODUCTION + "/vault-setup";
    private static final String PAGE = Repository.AS_IT_IS.text("src/docs/operations.md");

    /** A Job begins when it is applied, and cannot be changed: what is applied again and again may not hold one. */
    @Test
    void whatIsAppliedAgainHoldsNoJob() {
        assertThat(MANIFESTS.files(PRODUCTION)).hasSizeGreaterThan(20);
        assertThat(jobs(PRODUCTION)).isEmpty();
        assertThat(jobs(SETUP)).containsExactly("vault-setup");
    }

    @Test
    void thePageSaysHowToApplyBothAndToGiveTheJobWhatItReads() {
        assertThat(PAGE).contains("kubectl apply -k " + PRODUCTION + "\n", "kubectl apply -k " + SETUP + "\n");
        List<JsonNode> given = MANIFESTS.one("Job", "vault-setup").pod().findValues("secretKeyRef");
        assertThat(given)
                .hasSize(2)
                .allSatisfy(
                        secret -> assertThat(PAGE).contains(secret.path("key").asText() + "=%s\\n"))
                .allSatisfy(secret -> assertThat(PAGE)
                        .contains("create secret generic " + secret.path("name").asText() + " "));
    }

    /** The head of the Job and the page would otherwise be two places that say it differently. */
    @Test
    void nowhereElseIsAnotherWay() {
        assertThat(Repository.AS_IT_IS.text(MANIFESTS.one("Job", "vault-setup").file()))
                .contains("src/docs/operations.md")
                .doesNotContain("create secret");
    }

    private static List<String> jobs(String folder) {
        return MANIFESTS
                .of("Job")
                .filter(job -> MANIFESTS.files(folder).contains(job.file()))
                .map(Manifest::name)
                .toList();
    }
}
