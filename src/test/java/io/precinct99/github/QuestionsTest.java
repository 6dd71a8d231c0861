package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.problem.Problem;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an answer is believed. */
class QuestionsTest {
    private static final GithubToken TOKEN = GithubToken.of("ghp_" + "a".repeat(36));

    private static <T> T read(Question<T> question, String json) {
        return question.read(Json.createParser(new StringReader(json)), Optional.empty(), TOKEN);
    }

    private static RepositoryPage repositories(String json) {
        return read(new RepositoriesQuestion(new Paging(1, 2)), json);
    }

    @Test
    void wholeUserIsRead() {
        GithubUser user = read(new UserQuestion(), FakeGitHub.USER);
        assertThat(user.login()).isEqualTo("jake");
        assertThat(user.id()).isEqualTo(99);
        assertThat(user.company()).contains("NYPD");
        assertThat(user.email()).as("null").isEmpty();
    }

    @Test
    void wholeRepositoryIsRead() {
        RepositoryPage page = repositories("[" + FakeGitHub.REPOSITORY + "]");
        assertThat(page.repositories()).singleElement().satisfies(repository -> {
            assertThat(repository.fullName()).isEqualTo("jake/ninety-nine");
            assertThat(repository.hidden()).isTrue();
            assertThat(repository.description()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":1296269|\"id\":\"1296269\"",
                "\"id\":1296269|\"id\":-1",
                "\"id\":1296269|\"id\":1e1000000000",
                "\"id\":1296269|\"id\":1.5",
                "\"id\":1296269|\"identity\":1",
                "\"private\":true|\"private\":\"true\"",
                "\"private\":true|\"private\":null",
                "\"name\":\"ninety-nine\"|\"name\":null",
                "\"name\":\"ninety-nine\"|\"name\":[]",
                "\"description\":null|\"description\":{}",
                "2013-09-17T20:30:00Z|yesterday",
                "https://github.com/jake/ninety-nine|javascript:alert(1)"
            })
    void wrongMembersAreNotBelieved(String right, String wrong) {
        String json = "[" + FakeGitHub.REPOSITORY + "]";
        assertThat(json).contains(right);
        assertThatThrownBy(() -> repositories(json.replace(right, wrong)))
                .isInstanceOf(GithubAway.Senseless.class)
                .extracting(thrown -> ((Problem) thrown).code())
                .isEqualTo("github_unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[null]", "[[]]", "1", "\"x\""})
    void otherShapesAreNotBelieved(String json) {
        assertThatThrownBy(() -> repositories(json)).isInstanceOf(GithubAway.Senseless.class);
    }

    @Test
    void moreThanWasAskedForIsNotBelieved() {
        String one = FakeGitHub.REPOSITORY;
        assertThat(repositories("[" + one + "," + one + "]").repositories()).hasSize(2);
        assertThatThrownBy(() -> repositories("[" + one + "," + one + "," + one + "]"))
                .isInstanceOf(GithubAway.Senseless.class);
    }

    /** Row 54. */
    @Test
    void input54_ourTokenIsBlottedOut() {
        String token = TOKEN.secret().reveal();
        String json = FakeGitHub.USER
                .replace("\"bio\":null", "\"bio\":\"x" + token + token + "y\"")
                .replace("https://github.com/jake", "https://github.com/" + token);
        GithubUser user = read(new UserQuestion(), json);
        assertThat(user.bio()).contains("x******y");
        assertThat(user.htmlUrl()).isEqualTo("https://github.com/***");
    }

    @Test
    void tokenNeverPrints() {
        assertThat(TOKEN.toString()).doesNotContain("ghp_").contains("***");
    }

    @ParameterizedTest
    @ValueSource(ints = {39, 256, 0})
    void tokenOfAnotherLengthIsRefused(int length) {
        assertThatThrownBy(() -> GithubToken.of("a".repeat(length))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r", "\t", "\u0000", "\u007f", "\u00a0", "\u200b", "é"})
    void tokenWithBlanksOrControlsIsRefused(String character) {
        assertThatThrownBy(() -> GithubToken.of("a".repeat(40) + character))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,", "-1,", "10001,", "1e3,", "0x10,", "2147483648,", ",0", ",101", ",a", "' 1',", "'',"})
    void pagesOutsideTheBoundsAreMalformed(String page, String perPage) {
        assertThatThrownBy(() -> Paging.of(page, perPage))
                .isInstanceOf(Problem.class)
                .extracting(thrown -> ((Problem) thrown).status())
                .isEqualTo(400);
    }

    @Test
    void firstThirtyAreUsual() {
        assertThat(Paging.of(null, null)).isEqualTo(new Paging(1, 30));
        assertThat(Paging.of("10000", "100")).isEqualTo(new Paging(10_000, 100));
    }
}
