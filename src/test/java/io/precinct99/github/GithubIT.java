package io.precinct99.github;

import static io.precinct99.github.GithubServer.CONFIGURE;
import static io.precinct99.github.GithubServer.REPOS;
import static io.precinct99.github.GithubServer.STATUS;
import static io.precinct99.github.GithubServer.USER;
import static io.precinct99.github.GithubServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.github.GithubServer.Person;
import io.precinct99.stage.Background;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People lend a GitHub token, see GitHub with it, and take it back. */
@Tag("embedded") // elsewhere nobody may stand in for GitHub
class GithubIT {
    private static FakeGitHub github;
    private static GithubServer server;

    @BeforeAll
    static void start() throws Exception {
        github = FakeGitHub.start();
        server = GithubServer.start(
                "github",
                Stage.current(),
                Map.of("PRECINCT99_GITHUB_URL", github.uri().toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        github.close();
        server.close();
    }

    @BeforeEach
    void healthy() {
        github.inject(GithubFault.NONE);
        github.requests().clear();
    }

    @Test
    void nobodyHasATokenAtFirst() throws Exception {
        Person person = server.somebody();
        assertThat(person.get(STATUS).body()).isEqualTo("{\"is_configured\":false}");
        for (String path : List.of(REPOS, USER)) {
            HttpResponse<String> answer = person.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("github_not_configured");
        }
        assertThat(person.delete().statusCode()).isEqualTo(204);
        assertThat(person.trail()).isEmpty();
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void tokenIsLentUsedAndTakenBack() throws Exception {
        Person person = server.somebody();
        HttpResponse<String> configured = person.configure();
        assertThat(configured.statusCode()).as(configured.body()).isEqualTo(200);
        assertThat(configured.body())
                .matches("\\{\"configured_at\":\"[0-9T:.-]+Z\",\"is_configured\":true,\"message\":\"[^\"]+\"}");
        assertThat(person.get(STATUS).body()).contains("\"is_configured\":true").doesNotContain("last_accessed_at");

        HttpResponse<String> repos = person.get(REPOS + "?page=2&per_page=2");
        assertThat(repos.statusCode()).as(repos.body()).isEqualTo(200);
        assertThat(repos.body())
                .startsWith("[{")
                .contains("\"private\":true", "\"full_name\":\"jake/ninety-nine\"", "\"stargazers_count\":99")
                .contains("\"created_at\":\"2013-09-17T20:30:00Z\"")
                .doesNotContain("owner", "description");
        assertThat(repos.headers().allValues("Link"))
                .containsExactly("</api/v1/github/repos?page=3&per_page=2>; rel=\"next\"");
        assertThat(person.get(STATUS).body()).contains("\"last_accessed_at\":\"");

        HttpResponse<String> user = person.get(USER);
        assertThat(user.statusCode()).as(user.body()).isEqualTo(200);
        assertThat(user.body())
                .contains("\"login\":\"jake\"", "\"id\":99", "\"public_repos\":8")
                .doesNotContain("null", "plan");

        assertThat(person.delete().statusCode()).isEqualTo(204);
        assertThat(person.delete().statusCode()).as("again").isEqualTo(204);
        assertThat(person.get(STATUS).body()).isEqualTo("{\"is_configured\":false}");
        assertThat(person.get(REPOS).statusCode()).isEqualTo(404);
        String about = " success github_token " + person.id();
        assertThat(person.trail())
                .containsExactly(
                        "github.configured" + about,
                        "github.token_read" + about,
                        "github.token_read" + about,
                        "github.deleted" + about);
    }

    @Test
    void githubIsAskedAsItWantsToBe() throws Exception {
        Person person = server.somebody();
        person.configure();
        person.get(REPOS);
        assertThat(github.requests())
                .singleElement()
                .asString()
                .startsWith("GET /user/repos?page=1&per_page=30 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nAccept: application/vnd.github+json\r\n")
                .containsIgnoringCase("\r\nX-GitHub-Api-Version: 2022-11-28\r\n")
                .containsIgnoringCase("\r\nUser-Agent: precinct99\r\n")
                .containsIgnoringCase("\r\nAuthorization: Bearer " + person.githubToken + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"github_token\":null}", "{\"github_token\":\"short\"}", "SPACE", "LONG"})
    void badTokenIsUnprocessable(String body) throws Exception {
        String json =
                body.equals("SPACE") ? token("a b".repeat(20)) : body.equals("LONG") ? token("a".repeat(256)) : body;
        HttpResponse<String> answer = server.somebody().configure(json);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"github_token\"").doesNotContain("aaa", "short", "a b");
    }

    private static String token(String text) {
        return "{\"github_token\":\"" + text + "\"}";
    }

    @Test
    void malformedRequestsAreRefused() throws Exception {
        Person person = server.somebody();
        assertThat(person.configure("{\"github_token\":1}").statusCode()).isEqualTo(400);
        for (String query : List.of("page=0", "page=x", "per_page=101", "per_page=0", "sort=id", "page=1&page=2")) {
            assertThat(person.get(REPOS + "?" + query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(person.get(STATUS + "?x=1").statusCode()).isEqualTo(400);
    }

    @Test
    void readersMayReadAndUsersMayChange() throws Exception {
        Person reader = server.somebody().as("readonly");
        assertThat(reader.get(STATUS).statusCode()).isEqualTo(200);
        assertThat(reader.get(REPOS).statusCode()).isEqualTo(404);
        assertThat(reader.configure().statusCode()).isEqualTo(403);
        assertThat(reader.delete().statusCode()).isEqualTo(403);
        for (String path : List.of(STATUS, REPOS, USER, CONFIGURE)) {
            assertThat(server.process().get(path).statusCode()).as(path).isEqualTo(path.equals(CONFIGURE) ? 405 : 401);
        }
    }

    @Test
    void ofTwoTokensAtOnceOneIsKept() throws Exception {
        Person person = server.somebody();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String json = token(person.githubToken + i);
            answers.add(Background.supply(() -> unchecked(() -> person.configure(json))));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        assertThat(person.trail()).hasSize(8);
        assertThat(server.sql("SELECT 1 FROM github_integrations WHERE user_id = ?", person.id()))
                .hasSize(1);
        assertThat(person.get(USER).statusCode()).isEqualTo(200);
        assertThat(github.requests().get(0)).contains(person.githubToken);
    }

    @Test
    void whoKeepsAndForgetsAtOnceHasBothOrNeither() throws Exception {
        Person person = server.somebody();
        for (int round = 0; round < 10; round++) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(Background.supply(() -> unchecked(person::configure)));
                answers.add(Background.supply(() -> unchecked(person::delete)));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isIn(200, 204);
            }
            boolean configured = person.get(STATUS).body().contains("\"is_configured\":true");
            List<String> trail = person.trail();
            if (!trail.isEmpty()) {
                assertThat(trail.get(trail.size() - 1)).startsWith(configured ? "github.configured" : "github.deleted");
            }
            assertThat(person.get(USER).statusCode()).isEqualTo(configured ? 200 : 404);
            assertThat(person.delete().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void everyVersionOfTheTokenIsDestroyed() throws Exception {
        Person person = server.somebody();
        person.configure();
        person.configure(token(person.githubToken + "2"));
        VaultVersions versions = VaultVersions.of(Stage.current(), "github/user-" + person.id() + "/token");
        assertThat(versions.status()).isEqualTo(200);
        assertThat(person.delete().statusCode()).isEqualTo(204);
        assertThat(versions.status()).isEqualTo(404);
    }

    @Test
    void whoseAccountIsGoneHasNothing() throws Exception {
        Person person = server.somebody();
        person.configure();
        long id = person.id();
        server.sql("DELETE FROM users WHERE id = ?", id);
        assertThat(server.sql("SELECT 1 FROM github_integrations WHERE user_id = ?", id))
                .isEmpty();
        assertThat(person.configure().statusCode()).isEqualTo(404);
        assertThat(person.get(REPOS).statusCode()).isEqualTo(404);
        assertThat(person.delete().statusCode()).isEqualTo(204);
    }

    @Test
    void documentKnowsOurPathsAndNotTheirs() throws Exception {
        String document = server.process().get("/openapi").body();
        assertThat(document)
                .contains(CONFIGURE + ":", STATUS + ":", REPOS + ":", USER + ":", "is_configured", "stargazers_count")
                .doesNotContain("/user/repos", "hidden");
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
