package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void numberOfManyDigitsIsMalformed() {
        assertMalformed(bytes("{\"a\":" + "9".repeat(60_000) + "}"));
    }

    @Test
    void objectIsRead() {
        assertThat(StrictJson.object(bytes("{\"name\": \"Gina\", \"more\": {\"a\": [1, null]}}"))
                        .getString("name"))
                .isEqualTo("Gina");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":1} x",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{\"a\":\"\t\"}",
                "[]",
                "1",
                "null",
                "\"text\"",
            })
    void anythingButOneObjectIsMalformed(String json) {
        assertMalformed(bytes(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"role\":\"admin\"}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[{\"b\":1,\"b\":1}]}",
                "{\"role\":1,\"r\\u006fle\":2}"
            })
    void duplicateKeyIsMalformed(String json) {
        assertMalformed(bytes(json));
    }

    @Test
    void byteOrderMarkAndOtherEncodingsAreMalformed() {
        assertMalformed(bytes("\uFEFF{}"));
        assertMalformed("{}".getBytes(UTF_16LE));
        assertMalformed(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'});
        assertMalformed(new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'});
    }

    @Test
    void nestingIsRefusedBeyond32() {
        assertThat(StrictJson.object(nested(32))).isNotEmpty();
        assertMalformed(nested(33));
        assertMalformed(bytes("{\"a\":" + "[".repeat(100_000)));
    }

    @Test
    void bracesWithinStringsAreNoNesting() {
        assertThat(StrictJson.object(bytes("{\"a\\\"" + "{[".repeat(50) + "\":\"" + "{".repeat(100) + "\\\\\"}")))
                .hasSize(1);
    }

    @Test
    void hugeNumberIsReadWithoutComputingIt() {
        assertThat(StrictJson.object(bytes("{\"a\":1e1000000000}"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10000000000", "1e99999999999", "1e-99999999999", "-1E+99999999999"})
    void numberBeyondTheParserIsMalformed(String number) {
        assertMalformed(bytes("{\"a\":" + number + "}"));
        assertMalformed(bytes("{\"a\":[{\"b\":" + number + "}]}"));
    }

    /** RFC 8259, section 2. */
    @Test
    void onlyWhiteSpaceMayStandAroundTheObject() {
        assertThat(StrictJson.object(bytes(" \t\r\n{\"a\":1} \t\r\n"))).hasSize(1);
        for (char other : new char[] {'\0', '\u0001', '\b', '\f', '\u000b', '\u001c', '\u001f', '\u0085', '\u00a0'}) {
            assertMalformed(bytes("{\"a\":1}" + other));
            assertMalformed(bytes("{\"a\":1} " + other + " "));
            assertMalformed(bytes(other + "{\"a\":1}"));
        }
    }

    private static byte[] nested(int depth) {
        return bytes("{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }

    private static void assertMalformed(byte[] json) {
        Problem problem = Problems.thrownBy(() -> StrictJson.object(json));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("malformed_request");
    }
}
