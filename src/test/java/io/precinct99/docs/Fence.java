package io.precinct99.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands between two lines of backquotes.
 *
 * @param language what follows the opening ones; may be empty
 */
record Fence(Path page, String language, List<String> lines) {
    /** Nobody types these. A fence of any other language, or of none, holds commands. */
    private static final Set<String> NO_COMMANDS =
            Set.of("text", "mermaid", "json", "yaml", "xml", "properties", "dockerfile");

    boolean holdsCommands() {
        // The drawings of the README have no language; no command begins with an arrow's shaft.
        return !NO_COMMANDS.contains(language) && lines.stream().noneMatch(line -> line.contains("──"));
    }

    /** Whether {@link DocsIT} runs it: all it does is ask the API of the address that a first run has. */
    boolean asksTheApi() {
        return holdsCommands()
                && commands().stream()
                        .allMatch(command -> command.startsWith("curl ") && command.contains("localhost:9080/")
                                || isFunction(command) && command.contains("curl "));
    }

    /** Whether {@link VaultCommandsIT} runs it, unless it is marked as not run: all it does is ask the vault. */
    boolean asksTheVault() {
        return holdsCommands()
                && commands().stream().allMatch(command -> command.matches("(?s)([a-z]+=\\$\\()?bao .*"));
    }

    /** Without comments; what is continued on the next line, or is a function's body, is one command. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : lines) {
            String bare = line.replaceFirst("(^|\\s+)#\\s.*$", "").stripTrailing();
            if (bare.isBlank()) {
                continue;
            }
            open.append(open.isEmpty() ? "" : "\n").append(bare);
            if (!bare.endsWith("\\") && (!isFunction(open.toString()) || bare.equals("}"))) {
                commands.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException(page + ": this command has no end: " + open);
        }
        return commands;
    }

    static boolean isFunction(String command) {
        return command.matches("(?s)[a-z_]+\\(\\) \\{\n?.*");
    }
}
