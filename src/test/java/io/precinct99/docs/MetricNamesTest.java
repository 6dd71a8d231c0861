package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The operator's table of metrics is the code's: none is missing, none is made up. */
class MetricNamesTest {
    private static final Pattern REGISTERED = Pattern.compile("\\.name\\(\"(precinct99_[a-z_]+)\"\\)");

    @Test
    void everyMetricOfOursIsInTheTable() throws IOException {
        Set<String> registered = new TreeSet<>();
        for (Path source : Configuration.sources(".java")) {
            Matcher name = REGISTERED.matcher(Files.readString(source));
            while (name.find()) {
                registered.add(name.group(1));
            }
        }
        assertThat(Page.of("operations.md").table("Metric"))
                .extracting(row -> row.get(0).replace("`", ""))
                .containsExactlyInAnyOrderElementsOf(registered);
    }
}
