package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final String EMOJI = "😀"; // four bytes, one code point

    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(broken("abcdefX")).containsExactly("must have at least 8 characters");
        assertThat(broken("abcdefgX")).isEmpty();
        assertThat(broken(EMOJI.repeat(7))).containsExactly("must have at least 8 characters");
        assertThat(broken(EMOJI.repeat(8))).isEmpty();
    }

    @Test
    void lengthIsLimitedTo72Bytes() {
        assertThat(broken("x".repeat(70) + "yz")).isEmpty();
        assertThat(broken("x".repeat(70) + "yz!")).containsExactly("must have at most 72 bytes in UTF-8");
        assertThat(broken(EMOJI.repeat(18))).isEmpty();
        assertThat(broken(EMOJI.repeat(20))).containsExactly("must have at most 72 bytes in UTF-8");
        assertThat(broken("x".repeat(101))).containsExactly("must have at most 100 characters");
    }

    @Test
    void lengthIsMeasuredAfterNormalisation() {
        assertThat(broken("e\u0301".repeat(7))).containsExactly("must have at least 8 characters");
        assertThat(broken("e\u0301".repeat(36))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord1", "12345678", "qwertyuiop", "letmein123", "aaaaaaaa", "Summer2024!"})
    void commonPasswordIsRefused(String password) {
        assertThat(broken(password)).containsExactly("is one of the most common passwords");
    }

    @Test
    void nameAndAddressAreRefusedInAnyCase() {
        List<String> rule = List.of("must not be the user's name or e-mail address");
        assertThat(broken("raymond_HOLT")).isEqualTo(rule);
        assertThat(broken("HOLT@precinct99.nypd")).isEqualTo(rule);
        assertThat(broken("raymond_holt-precinct99")).isEmpty();
    }

    @Test
    void noClassesOfCharactersAreAskedFor() {
        assertThat(broken("velvet thunder")).isEmpty();
    }

    @Test
    void passwordDoesNotShowItself() {
        assertThat(new Password("velvet thunder").toString()).doesNotContain("velvet");
    }

    private static List<String> broken(String password) {
        return PasswordRules.broken(
                new Password(password), new Username("Raymond_Holt"), new Email("holt@precinct99.nypd"));
    }
}
