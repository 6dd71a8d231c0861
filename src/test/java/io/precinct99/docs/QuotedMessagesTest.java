package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever searches troubleshooting.md for what a program said finds it, and finds nothing that no program says. */
class QuotedMessagesTest {
    private static final Path DIAGNOSIS = Path.of("src/main/java/io/precinct99/operations/Diagnosis.java");
    private static final Pattern RETURNED = Pattern.compile("return \"([^\"]+)\";");

    @Test
    void everyQuotedMessageIsInTheSources() {
        List<String> messages = messages();
        assertThat(messages).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        assertThat(messages)
                .allSatisfy(message -> assertThat(Sources.say(message))
                        .as("'%s' is said by a program of ours", message)
                        .isTrue());
    }

    @Test
    void everyReasonOfReadinessIsOnThePage() throws IOException {
        List<String> reasons = RETURNED.matcher(Files.readString(DIAGNOSIS))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(reasons).hasSizeGreaterThan(10);
        assertThat(reasons).allSatisfy(reason -> assertThat(messages()).anyMatch(message -> message.endsWith(reason)));
    }

    @Test
    void textThatNobodySaysIsNoticed() {
        assertThat(Sources.say("No vault login: the moon is away.")).isFalse();
        assertThat(Sources.say("Vault log-in failed; … generation=")).isFalse();
    }

    private static List<String> messages() {
        return Page.of("troubleshooting.md").table("Message").stream()
                .map(row -> row.get(0).replaceAll("^`|`$", ""))
                .toList();
    }
}
