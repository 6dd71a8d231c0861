package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents tell people to type is run by a test, or {@code src/docs/commands.tsv} says why not. */
class CommandsTest {
    private static final String NOT_RUN = "not run: ";
    private static final List<Row> ROWS = Tsv.rows("commands.tsv", 2).stream()
            .map(cells -> new Row(cells.get(0), cells.get(1)))
            .toList();

    private record Row(String command, String shown) {}

    @Test
    void everyCommandIsRunOrMarked() {
        Set<String> unmarked = new TreeSet<>();
        Set<String> known = ROWS.stream().map(Row::command).collect(Collectors.toSet());
        for (Fence fence : typed()) {
            for (String command : fence.commands()) {
                if (!known.contains(oneLine(command))) {
                    unmarked.add(fence.page() + ": " + oneLine(command));
                }
            }
        }
        assertThat(unmarked)
                .as("commands that no test runs; put them into src/docs/commands.tsv with the test or the reason")
                .isEmpty();
    }

    @Test
    void everyRowIsAboutACommandThatStandsSomewhere() {
        Set<String> commands = typed().stream()
                .flatMap(fence -> fence.commands().stream())
                .map(CommandsTest::oneLine)
                .collect(Collectors.toSet());
        assertThat(ROWS).extracting(Row::command).doesNotHaveDuplicates().isSubsetOf(commands);
    }

    @Test
    void whatRunsACommandExists() throws IOException {
        String ci = Files.readString(Path.of(".ci", "run"));
        for (Row row : ROWS) {
            String shown = row.shown();
            if (shown.startsWith(NOT_RUN)) {
                assertThat(shown).as(row.command()).hasSizeGreaterThan(NOT_RUN.length() + 10);
            } else if (shown.startsWith(".ci/run: ")) {
                String part = shown.substring(".ci/run: ".length());
                assertThat(ci).as(row.command()).contains("part '" + part);
            } else {
                assertThat(KnownTests.exists(shown))
                        .as("%s: the test %s", row, shown)
                        .isTrue();
            }
        }
    }

    /** Those that {@link DocsIT} does not run by itself. */
    private static List<Fence> typed() {
        return Page.all().stream()
                .flatMap(page -> page.fences().stream())
                .filter(fence -> fence.holdsCommands() && !fence.asksTheApi())
                .toList();
    }

    private static String oneLine(String command) {
        return command.replaceAll("\\\\?\n\\s*", " ").replaceAll(" +", " ");
    }
}
