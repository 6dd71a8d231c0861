package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where a page says that a test shows something, there is such a test. */
class NamedTestsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT)\\.\\w+)`");

    @Test
    void everyTestThatAPageNamesExists() {
        Set<String> named = new TreeSet<>();
        for (Page page : Page.all()) {
            for (String line : page.text()) {
                Matcher matcher = NAMED.matcher(line);
                while (matcher.find()) {
                    named.add(matcher.group(1));
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(30).allMatch(KnownTests::exists, "exists");
    }

    @Test
    void onlyTestsAreTests() {
        assertThat(KnownTests.exists("NamedTestsTest.onlyTestsAreTests")).isTrue();
        assertThat(KnownTests.exists("NamedTestsTest.setUp")).isFalse();
        assertThat(KnownTests.exists("NoSuchTest.onlyTestsAreTests")).isFalse();
        assertThat(KnownTests.exists("NamedTestsTest")).isFalse();
    }
}
