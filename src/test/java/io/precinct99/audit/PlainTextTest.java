package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "\r",
                "\n",
                "\t",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u00ad",
                "\u200b",
                "\u200f",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\ufeff",
                "\ud800",
                "\udc00",
                "\udb40\udc41"
            })
    void whatNobodySeesIsReplaced(String text) {
        assertThat(PlainText.of("a" + text + "b", 10)).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "é", "e\u0301", "日本", "\ud83d\ude00", "<script>", "' OR 1=1--", "${jndi:x}", "%0a"})
    void whatIsVisibleStays(String text) {
        assertThat(PlainText.of(text, 20)).isEqualTo(text);
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(PlainText.of("\ud83d\ude00".repeat(3), 2)).isEqualTo("\ud83d\ude00".repeat(2));
        assertThat(PlainText.of("x".repeat(1_000_000), 255)).hasSize(255);
    }
}
