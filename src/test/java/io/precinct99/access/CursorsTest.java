package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
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
        String cursor = cursors.write("423", "rotations");
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(cursor.substring(0, i) + other + cursor.substring(i + 1), "rotations");
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
