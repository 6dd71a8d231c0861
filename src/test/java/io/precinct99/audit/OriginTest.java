package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {
    @Test
    void whatTheProcessDoesByItselfIsNobodysDeed() {
        assertThat(Origin.SELF.actor()).isEqualTo("anonymous");
    }
}
