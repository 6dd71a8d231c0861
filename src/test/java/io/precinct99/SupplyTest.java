package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where everything comes from: versions are said once, and whatever is fetched outside Maven has a checksum in the sources. */
class SupplyTest {
    private static final Pattern FEATURE = Pattern.compile("<feature>([^<]+)</feature>");

    /** A line of a script or of the Dockerfile, and whether it fetches something whose bytes nobody knows. */
    private static final List<Predicate<String>> UNKNOWN_BYTES = List.of(
            line -> line.matches(".*\\bpip[\\w\"/.]* +(install|download)\\b.*") && !line.contains("--require-hashes"),
            line -> line.matches(".*\\bgo +(install|get)\\b.*"),
            line -> line.matches(".*\\bgo +build\\b.*") && !line.contains("-mod=readonly"),
            line -> line.matches(".*\\bnp(m|x)\\b +(?!ci\\b).*"),
            line -> line.matches(".*\\b(curl|wget)\\b.*https?://(?!localhost|127\\.0\\.0\\.1|\\$).*"));

    @Test
    void imageStandsOnTheLibertyOfTheBuild() throws IOException {
        assertThat(only("ARG LIBERTY=(.*)", "Dockerfile")).isEqualTo(only("<liberty.version>(.*)</", "pom.xml"));
    }

    @Test
    void imageHasTheVersionOfTheBuild() throws IOException {
        String version = only("<artifactId>precinct99</artifactId>\\s*<version>(.*)</version>", "pom.xml");
        assertThat(only("ARG VERSION=(.*)", "Dockerfile")).isEqualTo(version);
    }

    @Test
    void pageOfInstallationNamesTheFeaturesOfTheServer() throws IOException {
        assertThat(features("src/docs/install.md")).isNotEmpty().isEqualTo(features("liberty/server.xml"));
        assertThat(only("an Open Liberty ([0-9.]+) or newer", "src/docs/install.md"))
                .isEqualTo(only("<liberty.version>(.*)</", "pom.xml"));
    }

    @Test
    void whatIsFetchedHasAChecksum() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : scripts()) {
            for (String line : joined(file)) {
                if (UNKNOWN_BYTES.stream().anyMatch(rule -> rule.test(line))) {
                    found.add(file + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyPythonPackageHasOneVersionAndAHash() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(path -> path.getFileName().toString().matches("requirements.*\\.txt"))) {
            for (String line : joined(file)) {
                if (!line.contains("==") || !line.contains("--hash=sha256:")) {
                    found.add(file + ": " + line);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyGoModuleHasItsSums() throws IOException {
        List<Path> modules = files(path -> path.endsWith("go.mod"));
        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(
                        module -> assertThat(module.resolveSibling("go.sum")).isNotEmptyFile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pip install hadolint",
                "\"$tools/bin/pip\" install -r file",
                "go install example.org/x@latest",
                "go build .",
                "npm install",
                "curl -O https://example.org/x"
            })
    void unknownBytesAreSeen(String line) {
        assertThat(UNKNOWN_BYTES).anyMatch(rule -> rule.test(line));
    }

    private static List<Path> scripts() throws IOException {
        return files(path -> {
            String name = path.getFileName().toString();
            return !name.contains(".") && !name.equals("LICENSE") || name.endsWith(".sh");
        });
    }

    private static List<Path> files(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String root : List.of(".ci", "src", "k8s", "Dockerfile")) {
            if (Files.exists(Path.of(root))) {
                try (Stream<Path> files = Files.walk(Path.of(root))) {
                    files.filter(Files::isRegularFile).filter(wanted).forEach(found::add);
                }
            }
        }
        return found;
    }

    /** Lines without comments, those that a backslash continues in one. */
    private static List<String> joined(Path file) throws IOException {
        return Files.readString(file)
                .replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .toList();
    }

    private static Set<String> features(String file) throws IOException {
        Set<String> features = new TreeSet<>();
        FEATURE.matcher(Files.readString(Path.of(file))).results().forEach(match -> features.add(match.group(1)));
        return features;
    }

    private static String only(String pattern, String file) throws IOException {
        List<MatchResult> found = Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .toList();
        assertThat(found).as(pattern + " in " + file).hasSize(1);
        return found.get(0).group(1);
    }
}
