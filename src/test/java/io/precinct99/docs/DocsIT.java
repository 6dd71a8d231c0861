package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types the curl commands of every page into a shell, to the letter but for the port, and looks at the status of each answer.
 * Needs bash and curl, as a reader does.
 */
@Tag("embedded") // nothing in it depends on the stage
class DocsIT {
    /** What is not answered with success, and why. Nobody stands in for GitHub here: tests never leave this machine. */
    private static final Map<String, String> OTHERWISE = Map.of("GET /api/v1/github/repos?per_page=10", "502");

    /** Notes method, path and status of each call, and gives the body back. */
    private static final String NOTING_CURL = """
            curl() {
              local answer
              answer=$(command curl --max-time 30 --noproxy '*' -w '\\n%{method} %{url} %{http_code}' "$@")
              printf '%s\\n' "${answer##*$'\\n'}" >>answers
              printf '%s\\n' "${answer%$'\\n'*}"
            }
            """;

    private static FaultyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        for (String name : List.of("jake", "terry")) {
            HttpResponse<String> answer = server.api()
                    .post(
                            "/api/v1/auth/register",
                            "{\"username\":\"" + name + "\",\"email\":\"" + name + "@precinct99.nypd\",\"password\":\""
                                    + name + "-precinct99\"}",
                            null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
        server.sql("UPDATE precinct99.users SET role = 'operator' WHERE username = 'terry'");
    }

    static Stream<Page> pages() {
        return Page.all().stream().filter(page -> page.fences().stream().anyMatch(Fence::asksTheApi));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsOfAPageAreAnsweredAsItSays(Page page) throws IOException {
        server.settle(); // pages that force a rotation stand behind one another
        List<String> script = new ArrayList<>(List.of(NOTING_CURL));
        List<String> asked = commands(page);
        if (!page.path().startsWith("README.md")) {
            script.addAll(functionsOfTheReadme());
        }
        script.addAll(asked);
        String name = page.path().getFileName().toString();
        Path answers = Path.of("target", "docs", name, "answers");
        Files.deleteIfExists(answers);
        String base = server.process().uri().toString();
        Shell.run(
                name,
                String.join("\n", script).replace("localhost:9080", base),
                Map.of("GITHUB_TOKEN", "github_pat_" + "0".repeat(40)));

        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).hasSizeGreaterThanOrEqualTo((int)
                asked.stream().filter(command -> command.startsWith("curl ")).count());
        for (String line : lines) {
            String[] parts = line.replace(base, "").split(" ");
            assertThat(parts[2])
                    .as(page.path() + ": " + line)
                    .matches(OTHERWISE.getOrDefault(parts[0] + " " + parts[1], "2\\d\\d"));
        }
    }

    private static List<String> functionsOfTheReadme() {
        return commands(Page.read(Path.of("README.md"))).stream()
                .filter(Fence::isFunction)
                .toList();
    }

    private static List<String> commands(Page page) {
        return page.fences().stream()
                .filter(Fence::asksTheApi)
                .flatMap(fence -> fence.commands().stream())
                .toList();
    }
}
