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
    private static final List<MarkedCommand> ROWS = MarkedCommand.all();
    private static final Set<String> MARKED =
            ROWS.stream().map(MarkedCommand::command).collect(Collectors.toSet());

    @Test
    void everyCommandIsRunOrMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (Fence fence : fences()) {
            if (!fence.asksTheApi() && !isRunByTheVault(fence)) {
                fence.commands().stream()
                        .map(MarkedCommand::oneLine)
                        .filter(command -> !MARKED.contains(command))
                        .forEach(command -> unmarked.add(fence.page() + ": " + command));
            }
        }
        assertThat(unmarked)
                .as("commands that no test runs; put them into src/docs/commands.tsv with the test or the reason")
                .isEmpty();
    }

    @Test
    void everyRowIsAboutACommandThatStandsSomewhere() {
        Set<String> typed = fences().stream()
                .filter(fence -> !fence.asksTheApi())
                .flatMap(fence -> fence.commands().stream())
                .map(MarkedCommand::oneLine)
                .collect(Collectors.toSet());
        assertThat(ROWS)
                .extracting(MarkedCommand::command)
                .doesNotHaveDuplicates()
                .isSubsetOf(typed);
    }

    @Test
    void whatRunsACommandExists() throws IOException {
        String ci = Files.readString(Path.of(".ci", "run"));
        for (MarkedCommand row : ROWS) {
            if (row.shown().startsWith(MarkedCommand.NOT_RUN)) {
                assertThat(row.shown()).as(row.command()).hasSizeGreaterThan(MarkedCommand.NOT_RUN.length() + 10);
            } else if (row.shown().startsWith(MarkedCommand.PART_OF_CI)) {
                assertThat(ci)
                        .as(row.command())
                        .contains("\npart '" + row.shown().substring(MarkedCommand.PART_OF_CI.length()) + "'");
            } else if (row.shown().startsWith(MarkedCommand.PART_OF_RELEASE)) {
                assertThat(ci.split("if \\[\\[ -n \\$release ]]; then\n")[1])
                        .as(row.command())
                        .contains("part '" + row.shown().substring(MarkedCommand.PART_OF_RELEASE.length()) + "'");
            } else if (row.shown().startsWith("src/")) {
                assertThat(Path.of(row.shown())).as(row.command()).isExecutable();
            } else {
                assertThat(KnownTests.exists(row.shown())).as(row.toString()).isTrue();
            }
        }
    }

    /** A fence is run as a whole or not at all, so one command with a mark takes the others along. */
    private static boolean isRunByTheVault(Fence fence) {
        return fence.asksTheVault()
                && fence.commands().stream().map(MarkedCommand::oneLine).noneMatch(MARKED::contains);
    }

    private static List<Fence> fences() {
        return Page.all().stream()
                .flatMap(page -> page.fences().stream())
                .filter(Fence::holdsCommands)
                .toList();
    }
}
