package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginNameTest {
    @Test
    void anyCaseIsTheSameName() {
        assertThat(LoginName.of("JAKE")).isEqualTo(LoginName.of("jake"));
        assertThat(LoginName.of("Jake").canonical()).isEqualTo("jake");
    }

    @Test
    void malformedNameIsNobodys() {
        for (String typed : new String[] {"", "jake ", "ja\u212Ae", "\u0430dmin", "x".repeat(60_000)}) {
            assertThat(LoginName.of(typed).canonical()).startsWith("?").hasSizeLessThan(70);
        }
    }
}
