package io.precinct99.github;

import static io.precinct99.github.GithubServer.REPOS;
import static io.precinct99.github.GithubServer.STATUS;
import static io.precinct99.github.GithubServer.USER;
import static io.precinct99.github.GithubServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.github.GithubServer.Person;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.FaultInjector;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** GitHub refuses, lies, dawdles or goes away; the vault or the database does. */
@Tag("embedded") // elsewhere nobody may stand in for GitHub
class GithubFaultsIT {
    private static final double MOST_SECONDS = GithubServer.TIMEOUT.toMillis() / 1e3 + 8; // the faults last for 30 s
    private static final Set<String> SECRETS = new HashSet<>();
    private static FakeGitHub github;
    private static GithubServer server;
    private static Person person;

    @BeforeAll
    static void start() throws Exception {
        github = FakeGitHub.start();
        server = GithubServer.start(
                "github-faults",
                Stage.current(),
                Map.of("PRECINCT99_GITHUB_URL", github.uri().toString()));
        person = server.somebody();
        SECRETS.add(person.githubToken);
        assertThat(person.configure().statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        github.close();
        server.close();
        String logs = server.process().allLogs();
        assertThat(logs).contains("GitHub was of no use");
        assertThat(SECRETS.stream().filter(logs::contains)).as("tokens in logs").isEmpty();
        assertThat(SECRETS.stream()
                        .filter(secret -> found("SELECT 1 FROM audit_log a WHERE a::text LIKE ?", '%' + secret + '%')))
                .as("tokens in the trail")
                .isEmpty();
    }

    /** The breaker is closed again, and nothing is on its way. */
    @BeforeEach
    void settle() throws Exception {
        github.inject(GithubFault.NONE);
        // The breaker counts the last ten.
        Eventually.within(Duration.ofSeconds(40), () -> tenAnswersInARow() && github.connections() == 0);
        github.requests().clear();
    }

    private static boolean tenAnswersInARow() throws IOException {
        for (int i = 0; i < 10; i++) {
            if (person.get(USER).statusCode() != 200) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORISED, github_unauthorized,",
        "PRIMARY_LIMIT, github_rate_limited, 1[12][0-9]",
        "SECONDARY_LIMIT, github_rate_limited, 33",
        "SECONDARY_LIMIT_IN_WORDS, github_rate_limited, 60",
        "FORBIDDEN, github_unavailable,",
        "NOT_FOUND, github_unavailable,",
        "REDIRECT, github_unavailable,",
        "GARBAGE, github_unavailable,",
        "WRONG_SHAPE, github_unavailable,",
        "HUGE_EXPONENT, github_unavailable,",
        "WRONG_CONTENT_TYPE, github_unavailable,",
        "TEN_MEGABYTES, github_unavailable,",
        "ECHO_IN_AN_ERROR, github_unavailable,"
    })
    void answerThatWillNotChangeIsAskedForOnce(GithubFault fault, String code, String retryAfter) throws Exception {
        github.inject(fault);
        HttpResponse<String> answer = person.get(REPOS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.body()).doesNotContain(person.githubToken);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches(retryAfter == null ? "" : retryAfter);
        assertThat(github.requests()).as("row 52: nothing is followed").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "CUT_OFF", "HANG_UP", "NO_HTTP"})
    void whatMayPassIsTriedThreeTimes(GithubFault fault) throws Exception {
        github.inject(fault, 2);
        assertThat(person.get(REPOS).statusCode()).isEqualTo(200);
        assertThat(github.requests()).hasSizeGreaterThanOrEqualTo(3);
        github.inject(fault);
        HttpResponse<String> answer = person.get(REPOS);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("github_unavailable");
    }

    /** As rows 42 and 43, from the other side. */
    @ParameterizedTest
    @EnumSource(names = {"DEEP", "HUGE_NUMBER"})
    void hostileJsonIsRefused(GithubFault fault) throws Exception {
        github.inject(fault);
        HttpResponse<String> answer = person.get(REPOS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("github_unavailable");
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "DRIPPING_HEADER", "DRIPPING_BODY", "NEVER_ENDING"})
    void input54_whateverLastsEndsAtTheDeadline(GithubFault fault) throws Exception {
        github.inject(fault);
        long began = System.nanoTime();
        HttpResponse<String> answer = person.get(REPOS);
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "figures %s: refused after %.2f s, %d requests%n",
                fault, took, github.requests().size());
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("github_unavailable");
        assertThat(took).isLessThan(MOST_SECONDS);
        Eventually.within(Duration.ofSeconds(10), () -> github.connections() == 0);
    }

    @Test
    void input54_echoOfTheTokenIsBlottedOut() throws Exception {
        github.inject(GithubFault.ECHO);
        HttpResponse<String> answer = person.get(USER);
        assertThat(answer.body()).contains("I am ***");
        assertThat(answer.toString() + answer.headers() + answer.body()).doesNotContain(person.githubToken);
        assertThat(person.get(REPOS).headers().toString()).doesNotContain(person.githubToken);
    }

    @Test
    void brokenGithubIsLeftAlone() throws Exception {
        github.inject(GithubFault.SERVER_ERROR);
        for (int i = 0; i < 6; i++) {
            assertThat(person.get(USER).statusCode()).isEqualTo(502);
        }
        int asked = github.requests().size();
        long began = System.nanoTime();
        HttpResponse<String> answer = person.get(USER);
        double took = (System.nanoTime() - began) / 1e9;
        assertThat(code(answer)).isEqualTo("github_unavailable");
        assertThat(github.requests()).hasSize(asked);
        assertThat(took).isLessThan(1);
    }

    @Test
    void defect14_vaultAwayIsNeverNotConfigured() throws Exception {
        Person other = server.somebody();
        SECRETS.add(other.githubToken);
        FaultInjector faults = FaultInjector.of(Stage.current());
        faults.seal();
        try {
            FaultyServer.refusesWithin(5, () -> person.get(REPOS));
            FaultyServer.refusesWithin(5, () -> person.get(USER));
            FaultyServer.refusesWithin(5, person::delete);
            FaultyServer.refusesWithin(5, other::configure);
            assertThat(person.get(STATUS).body()).contains("\"is_configured\":true");
            assertThat(other.get(STATUS).body()).isEqualTo("{\"is_configured\":false}");
            assertThat(other.trail()).isEmpty();
        } finally {
            faults.unseal();
        }
        assertThat(github.requests()).isEmpty();
        Eventually.within(Duration.ofSeconds(10), () -> other.configure().statusCode() == 200);
        assertThat(person.get(USER).statusCode()).isEqualTo(200);
    }

    @Test
    void databaseAwayChangesNothing() throws Exception {
        Person other = server.somebody();
        SECRETS.add(other.githubToken);
        VaultVersions versions = VaultVersions.of(Stage.current(), "github/user-" + other.id() + "/token");
        server.gates().database().shut();
        try {
            FaultyServer.refusesWithin(8, other::configure);
            FaultyServer.refusesWithin(8, () -> person.get(REPOS));
            FaultyServer.refusesWithin(8, person::delete);
            FaultyServer.refusesWithin(8, () -> person.get(STATUS));
            assertThat(versions.status()).isEqualTo(404);
        } finally {
            server.gates().database().open();
        }
        assertThat(github.requests()).isEmpty();
        Eventually.within(Duration.ofSeconds(20), () -> person.get(USER).statusCode() == 200);
        assertThat(other.get(STATUS).body()).isEqualTo("{\"is_configured\":false}");
    }

    private static boolean found(String query, String value) {
        try {
            return !server.sql(query, value).isEmpty();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
