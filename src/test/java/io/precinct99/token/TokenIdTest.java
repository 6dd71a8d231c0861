package io.precinct99.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.Problems;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIdTest {
    @Test
    void epochTravelsInTheId() {
        TokenId id = TokenId.fresh(new SecureRandom(), 41);
        assertThat(TokenId.parse(id.value())).isEqualTo(id);
        assertThat(id.epoch()).isEqualTo(41);
        assertThat(TokenId.fresh(new SecureRandom(), 41)).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAA.",
                "AAAAAAAAAAAAAAAAAAAAAA.-1",
                "AAAAAAAAAAAAAAAAAAAAAA.4294967296",
                "AAAAAAAAAAAAAAAAAAAAAA.1 ",
                "sub 7"
            })
    void whatWeNeverGaveIsRefused(String jti) {
        assertThat(Problems.thrownBy(() -> TokenId.parse(jti)).status()).isEqualTo(401);
    }
}
