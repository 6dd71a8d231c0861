package io.precinct99.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
    private static final String[] ROW = {
        "1763683254123456",
        "7",
        "jake",
        "logout",
        "success",
        "account",
        "7",
        "127.0.0.1",
        "curl",
        null,
        "{\"a\": \"b\"}"
    };

    @Test
    void fieldsAreTheirLengthThenTheirText() {
        assertThat(form(new StoredRow(12, List.of("é", ""))))
                .isEqualTo("00000002" + hex("12") + "00000002" + hex("é") + "00000000");
    }

    @Test
    void nullIsNotEmpty() {
        assertThat(form(new StoredRow(1, Arrays.asList((String) null)))).endsWith("ffffffff");
        assertThat(form(new StoredRow(1, List.of("")))).endsWith("00000000");
    }

    @Test
    void textDoesNotMoveBetweenFieldsUnseen() {
        assertThat(form(new StoredRow(1, List.of("ab", "c")))).isNotEqualTo(form(new StoredRow(1, List.of("a", "bc"))));
        assertThat(form(new StoredRow(1, Arrays.asList("a", null))))
                .isNotEqualTo(form(new StoredRow(1, Arrays.asList(null, "a"))));
    }

    @Test
    void everyChangeOfEveryFieldChangesTheForm() {
        Set<String> forms = new HashSet<>();
        forms.add(form(new StoredRow(1, Arrays.asList(ROW))));
        forms.add(form(new StoredRow(2, Arrays.asList(ROW))));
        String[] naughty = {null, "", "\0", "x", "7 ", "\uD83D\uDE00", "e\u0301", "\u00e9", "\u202e", "\r\n", "null"};
        for (int column = 0; column < ROW.length; column++) {
            for (String value : naughty) {
                String[] edited = ROW.clone();
                edited[column] = value;
                forms.add(form(new StoredRow(1, Arrays.asList(edited))));
            }
        }
        assertThat(forms).hasSize(2 + ROW.length * naughty.length - 1); // the row has one null of its own
    }

    @Test
    void formOfAMissingRowIsThatOfNoRow() {
        StoredRow missing = new StoredRow(1, Arrays.asList(new String[ROW.length]));
        assertThat(missing.isThere()).isFalse();
        assertThat(form(missing)).isNotEqualTo(form(new StoredRow(1, Arrays.asList(ROW))));
    }

    private static String form(StoredRow row) {
        return HexFormat.of().formatHex(CanonicalForm.of(row));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
