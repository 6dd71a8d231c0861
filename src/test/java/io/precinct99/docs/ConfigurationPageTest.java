package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * {@code src/docs/configuration.md} agrees with the code: the same keys, and defaults that change nothing when they are set.
 * What is accepted is written by the code itself, in the words with which it refuses the rest.
 */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("src", "docs", "configuration.md");
    private static final String REQUIRED = "required";
    /** Refused by nearly every key in one way or another; at least by those that have a rule. */
    private static final List<String> WRONG = List.of(
            "-1",
            "-PT1S",
            "%",
            "a b",
            "off",
            "*",
            "embedded",
            "true",
            "disable",
            "http://h.example.org",
            "https://h.example.org:22",
            "https://xn--h-zfa.example.org",
            "https://192.0.2.1",
            "/no/such/file");
    /** Reasons that say less than the others. */
    private static final Set<String> VAGUE = Set.of("must be a number", "must be an ISO 8601 duration or instant");

    private record Row(String key, String value, String accepted) {}

    @Test
    void keysAreThoseThatTheCodeReads() {
        assertThat(rows())
                .extracting(Row::key)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Configuration.of(Configuration.REQUIRED).keys());
    }

    @Test
    void requiredKeysAreThoseThatAStartRefusesToMiss() {
        assertThat(Configuration.of(Configuration.REQUIRED).refusals()).isEmpty();
        Set<String> missed = Configuration.of(Map.of()).refusals().stream()
                .map(refusal -> refusal.split(":")[0])
                .collect(Collectors.toSet());
        assertThat(rows().stream().filter(row -> row.value().equals(REQUIRED)))
                .extracting(Row::key)
                .containsExactlyInAnyOrderElementsOf(missed);
    }

    @Test
    void defaultsChangeNothingWhenTheyAreSet() {
        Configuration untouched = Configuration.of(Configuration.REQUIRED);
        for (Row row : rows()) {
            if (row.value().startsWith("`")) {
                Configuration same = Configuration.with(row.key(), row.value().replace("`", ""));
                assertThat(same.refusals()).as(row.key()).isEmpty();
                assertThat(same.read())
                        .as("%s, and unset", row)
                        .usingRecursiveComparison()
                        .isEqualTo(untouched.read());
            }
        }
    }

    @Test
    void keysWithoutADefaultAreNothingWhenUnset() throws ReflectiveOperationException {
        int nothings = 0;
        for (Object config : Configuration.of(Configuration.REQUIRED).read().values()) {
            for (RecordComponent component : config.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(config);
                if (value.equals(Optional.empty()) || value instanceof Collection<?> several && several.isEmpty()) {
                    nothings++;
                }
            }
        }
        assertThat(rows().stream().filter(row -> row.value().equals("none"))).hasSize(nothings);
        assertThat(rows()).extracting(Row::value).allMatch(value -> value.matches("`.+`|none|" + REQUIRED));
    }

    @Test
    void whatIsAcceptedIsSaidAsTheCodeSaysIt() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            lines.add(rows().stream()
                    .filter(row -> line.startsWith("| `" + row.key() + "` |"))
                    .findFirst()
                    .map(row -> withAccepted(line, accepted(row.key())))
                    .orElse(line));
        }
        Generated.check(PAGE, String.join("\n", lines) + "\n");
    }

    @Test
    void variablesOfTheServerAreOnThePage() throws Exception {
        Map<String, String> variables = new TreeMap<>();
        NodeList found = javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Path.of("liberty", "server.xml").toFile())
                .getElementsByTagName("variable");
        for (int i = 0; i < found.getLength(); i++) {
            Element variable = (Element) found.item(i);
            variables.put(
                    "`" + variable.getAttribute("name").toUpperCase().replace('.', '_') + "`",
                    "`" + variable.getAttribute("defaultValue") + "`");
        }
        assertThat(variables).isNotEmpty();
        assertThat(Page.of("configuration.md").table("Variable").stream()
                        .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1))))
                .isEqualTo(variables);
    }

    /** Else the keys above were not all. */
    @Test
    void onlyConfigurationClassesReadKeys() throws IOException {
        for (Path source : Configuration.sources(".java")) {
            if (!source.toString().endsWith("Config.java") && !source.endsWith("problem/ConfigErrors.java")) {
                assertThat(Files.readString(source))
                        .as(source.toString())
                        .doesNotContain("getOptionalValue(", "@ConfigProperty", "System.getenv(");
            }
        }
    }

    @Test
    void keysOfTheReadmeAreOnThePage() {
        List<String> keys = rows().stream().map(Row::key).toList();
        for (List<String> row : Page.read(Path.of("README.md")).table("Key")) {
            List<String> named = Stream.of(row.get(0).split("[`, ]+"))
                    .filter(key -> key.matches("[A-Z_]+|precinct99\\..*"))
                    .filter(key -> !key.startsWith("HTTP_"))
                    .toList();
            assertThat(keys).containsAll(named);
        }
    }

    private static List<Row> rows() {
        List<Row> rows = Page.of("configuration.md").table("Key").stream()
                .map(row -> new Row(row.get(0).replace("`", ""), row.get(1), row.get(2)))
                .toList();
        assertThat(rows).as("rows of configuration.md").isNotEmpty();
        return rows;
    }

    private static String accepted(String key) {
        Set<String> reasons = new LinkedHashSet<>();
        WRONG.forEach(value -> reasons.addAll(Configuration.refusalsOf(key, value)));
        if (!VAGUE.containsAll(reasons)) {
            reasons.removeAll(VAGUE);
        }
        return reasons.isEmpty() ? "any text" : String.join("; ", reasons).replace("|", "\\|");
    }

    private static String withAccepted(String line, String accepted) {
        String[] cells = line.split(" \\| ", 4);
        return String.join(" | ", cells[0], cells[1], accepted, cells[3]);
    }
}
