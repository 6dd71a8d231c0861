package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Manifests, configuration, set-up and code say the same. */
class AgreementTest {
    @Test
    void nothingDisagrees() {
        assertThat(disagreements(Repository.AS_IT_IS)).isEmpty();
    }

    /** Each check sees what it is for: one thing is changed in one place. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "changes.csv", delimiter = '|', useHeadersInDisplayName = true)
    void whatDisagreesIsNamed(String file, String text, String replacement, String named) {
        assertThat(disagreements(Repository.AS_IT_IS.with(file, text, replacement)))
                .anySatisfy(sentence -> assertThat(sentence).contains(named));
    }

    private static List<String> disagreements(Repository repository) {
        Manifests manifests = Manifests.of(repository);
        Disagreements found = new Disagreements();
        new PodAgreement(manifests, found).check();
        new ServiceAgreement(manifests, found).check();
        new CiliumAgreement(manifests, found).check();
        new ApplicationAgreement(manifests, found).check();
        new IdentityAgreement(manifests, found).check();
        new SpireAgreement(manifests, found).check();
        new VaultAgreement(manifests, found).check();
        new DatabaseAgreement(manifests, found).check();
        new MetricsAgreement(manifests, found).check();
        new UpAgreement(manifests, found).check();
        return found.all();
    }
}
