package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageLinksTest {
    private static Optional<String> rewrite(String link) {
        return PageLinks.rewrite(Optional.of(link), 50);
    }

    @Test
    void pagesBecomeOurs() {
        String theirs = "<https://api.github.com/user/repos?per_page=50&page=1>; rel=\"prev\", "
                + "<https://api.github.com/user/repos?per_page=50&page=3>; rel=\"next\", "
                + "<https://api.github.com/user/repos?page=9&per_page=50>; rel=\"last\", "
                + "<https://api.github.com/user/repos?per_page=50&page=1>; rel=\"first\"";
        assertThat(rewrite(theirs))
                .contains("</api/v1/github/repos?page=1&per_page=50>; rel=\"prev\", "
                        + "</api/v1/github/repos?page=3&per_page=50>; rel=\"next\", "
                        + "</api/v1/github/repos?page=9&per_page=50>; rel=\"last\", "
                        + "</api/v1/github/repos?page=1&per_page=50>; rel=\"first\"");
    }

    @Test
    void onePageHasNoLinks() {
        assertThat(PageLinks.rewrite(Optional.empty(), 30)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "<https://evil.example/?page=2>; rel=\"stylesheet\"",
                "<https://evil.example/?page=2>; rel=next",
                "<https://evil.example/?page=2>; rel=\"next\"; title=\"x\"",
                "<https://evil.example/?page=x>; rel=\"next\"",
                "<https://evil.example/?page=-1>; rel=\"next\"",
                "<https://evil.example/?page=0>; rel=\"next\"",
                "<https://evil.example/?page=99999>; rel=\"next\"",
                "<https://evil.example/?page=99999999999999999999>; rel=\"next\"",
                "<https://evil.example/?frontpage=2>; rel=\"next\"",
                "<<<<<<<<<<<<<<<<<<<<",
            })
    void nothingElseIsPassedOn(String link) {
        assertThat(rewrite(link)).isEmpty();
    }

    @Test
    void onlyTheNumberOfThePageIsKept() {
        assertThat(rewrite("<https://evil.example/?page=2&evil=<script>&token=x>; rel=\"next\""))
                .isEmpty();
        assertThat(rewrite("<javascript:alert(1)//?page=2&x=ghp_1>; REL=\"Next\""))
                .contains("</api/v1/github/repos?page=2&per_page=50>; rel=\"next\"");
    }

    @Test
    void overlongHeaderIsLeftOut() {
        assertThat(rewrite("<https://x/?page=2>; rel=\"next\"," + "x".repeat(9_000)))
                .isEmpty();
    }
}
