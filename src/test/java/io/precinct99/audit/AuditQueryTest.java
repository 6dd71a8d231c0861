package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.problem.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditQueryTest {
    @Test
    void nothingAskedIsEverything() {
        AuditQuery query = AuditQuery.parse(null, null, null, null, null);
        assertThat(query.actor()).isEmpty();
        assertThat(query.action()).isEmpty();
        assertThat(query.outcome()).isEmpty();
        assertThat(query.from()).isEmpty();
        assertThat(query.to()).isEmpty();
    }

    @Test
    void everyFilterIsRead() {
        AuditQuery query = AuditQuery.parse(
                "anonymous", "login.failed", "failure", "2026-11-21T01:00:00Z", "2026-11-21T03:00:00.5+01:00");
        assertThat(query.actor()).contains("anonymous");
        assertThat(query.action()).contains(Action.LOGIN_FAILED);
        assertThat(query.outcome()).contains(Outcome.FAILURE);
        assertThat(query.from()).contains(Instant.parse("2026-11-21T01:00:00Z"));
        assertThat(query.to()).contains(Instant.parse("2026-11-21T02:00:00.5Z"));
    }

    @Test
    void instantsBetweenMicrosecondsAreRoundedUp() {
        assertThat(AuditQuery.parse(null, null, null, "2026-11-21T01:00:00.123456001Z", null)
                        .from())
                .contains(Instant.parse("2026-11-21T01:00:00.123457Z"));
        assertThat(AuditQuery.parse(null, null, null, "2026-11-21T01:00:00.123456Z", null)
                        .from())
                .contains(Instant.parse("2026-11-21T01:00:00.123456Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-21",
                "2026-11-21T01:00:00",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "+999999-01-01T00:00:00Z",
                "2026-11-21T25:00:00Z",
                "1763683254",
                "2026-11-21T01:00:00Z\0",
                "2026-11-21T01:00:00 01:00"
            })
    void anyOtherInstantIsMalformed(String text) {
        refused(() -> AuditQuery.parse(null, null, null, text, null));
        refused(() -> AuditQuery.parse(null, null, null, null, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "7\0", "a\nb", "\u202e7", "\ud800"})
    void actorThatNobodyCanBeIsMalformed(String text) {
        refused(() -> AuditQuery.parse(text, null, null, null, null));
    }

    @Test
    void overLongActorIsMalformed() {
        refused(() -> AuditQuery.parse("x".repeat(AuditQuery.LONGEST_ACTOR + 1), null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "login", "LOGIN.FAILED", "login.failed ", "*"})
    void unknownActionOrOutcomeIsMalformed(String text) {
        refused(() -> AuditQuery.parse(null, text, null, null, null));
        refused(() -> AuditQuery.parse(null, null, text, null, null));
    }

    @Test
    void cursorsAreBoundToEveryFilterAndTheCaller() {
        AuditQuery all = AuditQuery.parse(null, null, null, null, null);
        AuditQuery some = AuditQuery.parse("7", "logout", "success", "2026-11-21T01:00:00Z", "2026-11-21T02:00:00Z");
        assertThat(all.issuedFor("audit", "terry")).containsExactly("audit", "", "", "", "", "", "terry");
        assertThat(some.issuedFor("audit", "terry"))
                .containsExactly(
                        "audit", "7", "logout", "success", "2026-11-21T01:00:00Z", "2026-11-21T02:00:00Z", "terry");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable parse) {
        assertThatThrownBy(parse)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
