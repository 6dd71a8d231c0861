package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
    @Test
    void problemIsFoundBelowWrappers() {
        Problem refused = Problem.conflict("username_taken", "Taken.");
        assertThat(Failures.problemOf(new RuntimeException(new IllegalStateException(refused))))
                .isSameAs(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08003", "08006", "53300", "53100", "57P01", "57P02", "57014", "28P01", "28000", "42501", "42704",
                "25006"
            })
    void databaseThatIsAwayOrEndedOurRoleIsUnavailable(String state) {
        assertUnavailable(new SQLException("role v-jwt-precinct-abc does not exist", state), "database_unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void contentionIsWorthAnotherTry(String state) {
        assertUnavailable(new SQLException("deadlock", state), "database_busy");
    }

    @Test
    void exhaustedPoolIsUnavailable() {
        assertUnavailable(new SQLTransientConnectionException("no connection within 1000 ms"), "database_unavailable");
    }

    @Test
    void transactionThatTimedOutIsUnavailable() {
        RollbackException timedOut = new RollbackException("Global transaction timed out after 7 seconds");
        Problem problem = Failures.problemOf(new TransactionalException(timedOut.getMessage(), timedOut));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.headers()).containsKey("Retry-After");
    }

    @Test
    void reasonOfARollbackIsFoundBelowIt() {
        Problem refused = Problem.conflict("username_taken", "Taken.");
        RollbackException rollback = new RollbackException("rolled back");
        rollback.initCause(refused);
        assertThat(Failures.problemOf(rollback)).isSameAs(refused);
    }

    @Test
    void whatNobodyForesawIsAn500ThatSaysNothing() {
        Problem problem = Failures.problemOf(new IllegalStateException("jdbc:postgresql://db?password=hunter2"));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(new String(ProblemJson.bytes(problem), UTF_8))
                .contains("Error id: ")
                .doesNotContain("hunter2")
                .doesNotContain("IllegalState");
    }

    @Test
    void ownMistakeInSqlIsAn500() {
        assertThat(Failures.problemOf(new SQLException("syntax", "42601")).status())
                .isEqualTo(500);
    }

    @Test
    void ringOfCausesEnds() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));
        assertThat(Failures.problemOf(first).status()).isEqualTo(500);
    }

    private static void assertUnavailable(SQLException failure, String code) {
        Problem problem = Failures.problemOf(new RuntimeException(failure));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.headers()).containsKey("Retry-After");
        assertThat(problem.detail()).doesNotContain("v-jwt");
    }
}
