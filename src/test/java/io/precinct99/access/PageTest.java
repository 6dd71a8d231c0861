package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @Test
    void oneItemTooManyMeansThatThereIsANextPage() {
        Page<Integer> page = Page.of(List.of(9, 8, 7), 2, last -> "after " + last);
        assertThat(page.items()).containsExactly(9, 8);
        assertThat(page.nextCursor()).contains("after 8");
    }

    @Test
    void lastPageHasNoCursor() {
        assertThat(Page.of(List.of(9, 8), 2, last -> "x").nextCursor()).isEmpty();
        assertThat(Page.of(List.of(), 2, last -> "x").items()).isEmpty();
    }

    @Test
    void limitIsTheUsualOneUnlessSent() {
        assertThat(Page.limit(null, 50, 200)).isEqualTo(50);
        assertThat(Page.limit("1", 50, 200)).isEqualTo(1);
        assertThat(Page.limit("200", 50, 200)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "201", "-1", "+5", "1.0", "1e2", "x", "99999999999", "٣"})
    void anyOtherLimitIsMalformed(String text) {
        assertThatThrownBy(() -> Page.limit(text, 50, 200))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
