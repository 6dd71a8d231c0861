package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Cursors cursors = new Cursors();

    @Test
    void positionComesBack() {
        assertThat(cursors.read(cursors.write("42", "rotations", "terry"), "rotations", "terry"))
                .isEqualTo("42");
    }

    @Test
    void positionIsNotPlainToSee() {
        assertThat(cursors.write("42", "rotations")).doesNotContain("42").matches("[A-Za-z0-9_-]+");
    }

    @Test
    void cursorOfAnotherListFilterOrCallerIsRefused() {
        String cursor = cursors.write("42", "audit", "actor", "terry");
        assertRefused(cursor, "rotations", "actor", "terry");
        assertRefused(cursor, "audit", "action", "terry");
        assertRefused(cursor, "audit", "actor", "jake");
        assertRefused(cursor, "audit", "actor");
        assertRefused(cursor, "audit", "acto", "rterry");
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        for (String position : List.of("4", "42", "423")) { // one for each number of stray bits at the end
            String cursor = cursors.write(position, "rotations");
            for (int i = 0; i < cursor.length(); i++) {
                for (char other : ALPHABET.toCharArray()) {
                    if (other != cursor.charAt(i)) {
                        assertRefused(cursor.substring(0, i) + other + cursor.substring(i + 1), "rotations");
                    }
                }
            }
        }
    }

    @Test
    void cursorHasNoOtherSpelling() {
        for (String position : List.of("4", "42", "423")) {
            String cursor = cursors.write(position, "rotations");
            for (String more : List.of("=", "==", "A", " ", "\n")) {
                assertRefused(cursor + more, "rotations");
            }
        }
    }

    @Test
    void cursorOfAnotherProcessIsRefused() {
        assertRefused(new Cursors().write("42", "rotations"), "rotations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void forgedCursorIsRefused(String cursor) {
        assertRefused(cursor, "rotations");
    }

    private void assertRefused(String cursor, String... issuedFor) {
        assertThatThrownBy(() -> cursors.read(cursor, issuedFor))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
