package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Dev mode restarts the application for changes of its own files only; in a pod (k8s/dev) it works for the pod's stage and not
 * for the one of a developer's machine.
 */
class DevModeTest {
    private static final String POM = Repository.AS_IT_IS.text("pom.xml");
    private static final String RUN = Repository.AS_IT_IS.text("k8s/dev/run");

    @Test
    void whatThePomSetsForTheEmbeddedStageIsSetAgain() {
        Set<String> ofThePom = names("<liberty\\.env\\.(\\w+)>", POM);
        assertThat(ofThePom).isNotEmpty().isEqualTo(names("-Dliberty\\.env\\.(\\w+)=", RUN));
    }

    /** All but one: there are no demo users outside the embedded stage. */
    @Test
    void whatIsSetAgainComesFromThePod() {
        Set<String> ofThePod =
                Manifests.of(Repository.AS_IT_IS).environment("kind").keySet();
        assertThat(names("\\$(\\w+)\"", RUN))
                .isSubsetOf(ofThePod)
                .hasSize(names("-Dliberty\\.env\\.(\\w+)=", RUN).size() - 1);
    }

    /**
     * Resources of the web archive that are configured for the plugin are mounted into the application of dev mode, directory by
     * directory without their includes; the application would restart whenever a file of the checkout changes, the log and the
     * database of the stage among them.
     */
    @Test
    void nothingButSourcesAndClassesIsWatched() {
        String archive = POM.substring(POM.indexOf("<artifactId>maven-war-plugin<"));
        archive = archive.substring(0, archive.indexOf("</plugin>"));
        assertThat(archive.replaceAll("(?s)<executions>.*</executions>", "")).doesNotContain("webResources");
        assertThat(archive).contains("<id>default-war</id>", "webResources");
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
