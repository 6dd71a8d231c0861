package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds it in operations.md. */
class AlertsTest {
    private static final Path RULES = Path.of("k8s/base/monitoring/prometheusrule.yaml");
    private static final Pattern RULE = Pattern.compile("(?m)^\\s*- alert: (\\w+)$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)`");

    @Test
    void everyAlertIsExplainedAndNoneIsMadeUp() throws IOException {
        List<String> explained = Page.of("operations.md").table("Alert").stream()
                .flatMap(row -> NAMED.matcher(row.get(0)).results())
                .map(AlertsTest::first)
                .toList();
        assertThat(explained).isNotEmpty().doesNotHaveDuplicates();
        List<String> alerts = RULE.matcher(Files.readString(RULES))
                .results()
                .map(AlertsTest::first)
                .toList();
        assertThat(explained).containsExactlyInAnyOrderElementsOf(alerts);
    }

    private static String first(MatchResult found) {
        return found.group(1);
    }
}
