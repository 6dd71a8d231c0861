package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {
    private static final Path SOMEWHERE = Path.of("page.md");

    @Test
    void commandsAreReadAsAShellReadsThem() {
        Fence fence = fence("""
                ```sh
                src/stage/real up    # comment
                # a line of it

                curl -s localhost:9080/x \\
                     -d y
                token() {
                  curl -s localhost:9080/$1
                }
                ```""");
        assertThat(fence.commands())
                .containsExactly(
                        "src/stage/real up",
                        "curl -s localhost:9080/x \\\n     -d y",
                        "token() {\n  curl -s localhost:9080/$1\n}");
    }

    @Test
    void fenceIsRunHereWhenAllItDoesIsAskTheApi() {
        assertThat(fence("```\ncurl -s localhost:9080/metrics\n```").asksTheApi())
                .isTrue();
        assertThat(fence("```\ncurl -s localhost:9080/metrics\nbao status\n```").asksTheApi())
                .isFalse();
        assertThat(fence("```\ncurl -s https://example.org/\n```").asksTheApi()).isFalse();
    }

    @Test
    void fenceWithoutLanguageHoldsCommands() {
        assertThat(fence("```\nmvn\n```").holdsCommands()).isTrue();
        assertThat(fence("```text\nmvn\n```").holdsCommands()).isFalse();
    }

    @Test
    void openFenceIsNoticed() {
        assertThatThrownBy(() -> fence("```sh\nmvn")).hasMessageContaining("page.md");
    }

    @Test
    void tableIsFoundByItsHead() {
        Page page = Page.parse(
                SOMEWHERE,
                List.of("| Other |", "|---|", "| no |", "", "| Key | Value |", "|---|---|", "| a | b \\| c |"));
        assertThat(page.table("Key")).containsExactly(List.of("a", "b \\| c"));
    }

    private static Fence fence(String markdown) {
        return Page.parse(SOMEWHERE, markdown.lines().toList()).fences().get(0);
    }
}
