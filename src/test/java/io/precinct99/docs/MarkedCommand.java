package io.precinct99.docs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of {@code src/docs/commands.tsv}: commands that neither {@link DocsIT} nor {@link VaultCommandsIT} runs.
 *
 * @param shown a test ({@code Class.method}), a script of ours, a part of {@code .ci/run} or
 *     {@code .ci/run release}, or {@code not run: } and the reason
 */
record MarkedCommand(String command, String shown) {
    static final String NOT_RUN = "not run: ";
    static final String PART_OF_CI = ".ci/run: ";
    static final String PART_OF_RELEASE = ".ci/run release: ";

    static List<MarkedCommand> all() {
        return Tsv.rows("commands.tsv", 2).stream()
                .map(cells -> new MarkedCommand(cells.get(0), cells.get(1)))
                .toList();
    }

    /** All fences of which no command is marked. */
    static List<Fence> run() {
        Set<String> marked = all().stream().map(MarkedCommand::command).collect(Collectors.toSet());
        return Page.all().stream()
                .flatMap(page -> page.fences().stream())
                .filter(Fence::holdsCommands)
                .filter(fence -> fence.commands().stream().noneMatch(command -> marked.contains(oneLine(command))))
                .toList();
    }

    static String oneLine(String command) {
        return command.replaceAll("\\\\?\n\\s*", " ").replaceAll(" +", " ");
    }
}
