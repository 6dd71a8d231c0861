package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code src/docs/asvs.tsv}: each requirement has a test that exists, or a reason; {@code asvs.md} is made from it. */
class AsvsTest {
    private static final Set<String> STATUS = Set.of("met", "partly", "open", "n/a");
    private static final List<Row> ROWS =
            Tsv.rows("asvs.tsv", 6).stream().map(Row::of).toList();

    private record Row(String id, String level, String requirement, String status, List<String> tests, String reason) {
        static Row of(List<String> cells) {
            List<String> tests = Stream.of(cells.get(4).split(" "))
                    .filter(test -> !test.isEmpty())
                    .toList();
            return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), tests, cells.get(5));
        }

        String markdown() {
            String shown = Stream.concat(
                            tests.stream().map(test -> "`" + test + "`"),
                            Stream.of(reason).filter(text -> !text.isEmpty()))
                    .collect(Collectors.joining(" · "));
            return "| " + String.join(" | ", id, level, requirement, status, shown) + " |";
        }
    }

    @Test
    void everyRowHasATestOrAReason() {
        assertThat(ROWS).extracting(Row::id).doesNotHaveDuplicates();
        for (Row row : ROWS) {
            assertThat(row.id()).as(row.toString()).matches("\\d{1,2}\\.\\d\\.\\d{1,2}");
            assertThat(row.level()).as(row.toString()).matches("[123]");
            assertThat(row.requirement()).as(row.toString()).isNotBlank();
            assertThat(STATUS).as(row.toString()).contains(row.status());
            assertThat(row.tests()).as(row.toString()).allMatch(KnownTests::exists, "exists");
            boolean reasonNeeded = !row.status().equals("met") || row.tests().isEmpty();
            assertThat(!reasonNeeded || row.reason().length() >= 10)
                    .as("%s says why", row)
                    .isTrue();
        }
    }

    /** Chapter by chapter what is left of level 1 and 2 after what security.md leaves out. */
    @Test
    void levelsOneAndTwoAreCovered() {
        assertThat(ROWS.stream().filter(row -> row.level().equals("1"))).hasSize(60);
        assertThat(ROWS.stream().filter(row -> row.level().equals("2"))).hasSize(125);
    }

    @Test
    void pageIsMadeFromTheTable() throws IOException {
        Map<String, Long> counts =
                new TreeMap<>(ROWS.stream().collect(Collectors.groupingBy(Row::status, Collectors.counting())));
        String page = """
                # ASVS 5.0

                Made from `src/docs/asvs.tsv`, in our own words; [security](security.md#asvs-50) says what is left out. Together: %s.
                `n/a` is what we do not have, or not yet.

                | Id | Level | Requirement | Status | Shown by, or why |
                |---|---|---|---|---|
                """.formatted(counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ")));
        Generated.check(
                Path.of("src", "docs", "asvs.md"),
                page + ROWS.stream().map(Row::markdown).collect(Collectors.joining("\n", "", "\n")));
    }
}
