package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links within the checkout lead somewhere. Links to elsewhere are not followed: tests talk to this machine only. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    /** Files of ours in backquotes, as far as a folder says that they are meant as such. */
    private static final Pattern FILE = Pattern.compile("`((?:src|liberty|\\.ci)/[A-Za-z0-9_./-]*[A-Za-z0-9_])`");

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeadingThatExist() {
        List<String> broken = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String link : matches(LINK, page)) {
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                    broken.add(page.path() + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyFileThatIsNamedExists() {
        List<String> missing = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String file : matches(FILE, page)) {
                if (!Files.exists(Path.of(file))) {
                    missing.add(page.path() + " names " + file);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void headingsBecomeAnchorsAsOnGithub() {
        assertThat(anchors(Page.parse(Path.of("x.md"), List.of("# A b: `c.d`, e_f", "## Twice", "## Twice"))))
                .containsExactlyInAnyOrder("a-b-cd-e_f", "twice", "twice-1");
    }

    private static boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path folder = page.path().resolveSibling("");
        Path file = parts[0].isEmpty() ? page.path() : folder.resolve(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1 || anchors(Page.read(file)).contains(parts[1]));
    }

    private static Set<String> anchors(Page page) {
        Set<String> anchors = new TreeSet<>();
        for (String line : page.text()) {
            if (line.matches("#{1,6} .*")) {
                String anchor = line.replaceFirst("^#+ ", "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                String free = anchor;
                for (int i = 1; !anchors.add(free); i++) {
                    free = anchor + "-" + i;
                }
            }
        }
        return anchors;
    }

    private static List<String> matches(Pattern pattern, Page page) {
        List<String> found = new ArrayList<>();
        for (String line : page.text()) {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
