package io.precinct99.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.access.Caller;
import io.precinct99.access.Role;
import io.precinct99.problem.Problems;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedTokensTest {
    private final TokenFixture fixture = new TokenFixture();

    @Test
    void endedTokenIsRefusedAndOthersLiveOn() {
        String one = fixture.issue();
        String other = fixture.issue();
        fixture.ended.end(fixture.verified.caller(one));
        assertRefused(one, 401);
        fixture.verified.caller(other);
    }

    @Test
    void newEpochEndsAllOlderTokensButTheOneThatWasPresented() {
        String presented = fixture.issue();
        String other = fixture.issue();
        fixture.ended.endOthers(fixture.verified.caller(presented), 4);
        fixture.verified.caller(presented);
        assertRefused(other, 401);
        fixture.verified.caller(issue(7, 4));
        fixture.verified.caller(issue(8, 0));
    }

    @Test
    void sparedTokenEndsWithTheNextEpoch() {
        Caller.Person first = fixture.verified.caller(fixture.issue());
        String later = issue(7, 4);
        fixture.ended.endOthers(first, 4);
        fixture.ended.endOthers(fixture.verified.caller(later), 5);
        assertThat(Problems.thrownBy(
                                () -> fixture.ended.check(new VerifiedToken(first, TokenId.parse(first.tokenId()))))
                        .status())
                .isEqualTo(401);
        fixture.verified.caller(later);
    }

    @Test
    void olderAnswerOfTheDatabaseNeverUndoesANewerEpoch() {
        Caller.Person caller = fixture.verified.caller(fixture.issue());
        fixture.ended.endOthers(caller, 5);
        fixture.ended.refresh(List.of(new EndedToken("sub 7", 4, null, Long.MAX_VALUE)), 0);
        assertRefused(issue(7, 4), 401);
    }

    @Test
    void noTokenIsBelievedBeforeTheFirstCopyAndAMinuteAfterTheLast() {
        String token = fixture.issue();
        fixture.nanos += Duration.ofSeconds(60).toNanos();
        fixture.verified.caller(token);
        fixture.nanos += 1;
        assertRefused(token, 503);
        assertThat(new EndedTokens(fixture.clock, () -> 0).known()).isFalse();
    }

    @Test
    void entriesLeaveWhenTheirTokensHaveEndedByThemselves() {
        String token = fixture.issue();
        Caller.Person caller = fixture.verified.caller(token);
        fixture.ended.end(caller);
        fixture.ended.forgetExpired();
        assertRefused(token, 401);
        fixture.clock.pass(fixture.config.life());
        fixture.ended.forgetExpired();
        fixture.ended.check(new VerifiedToken(caller, TokenId.parse(caller.tokenId())));
    }

    @Test
    void fault31_newEpochEndsTokensOfAHostAheadUntilTheyEndByThemselves() {
        TokenConfig longest = new TokenConfig(
                fixture.config.issuer(),
                fixture.config.audience(),
                TokenConfig.LONGEST_LIFE,
                fixture.config.keyRotation(),
                fixture.config.signingKey());
        InstantSource ahead = () -> fixture.clock.instant().plusSeconds(Claims.LEEWAY);
        String other = new AccessTokens(fixture.transit, fixture.keys, longest, ahead)
                .issue(new TokenSubject(7, "Terry", Role.OPERATOR, 3))
                .value();
        fixture.ended.endOthers(fixture.verified.caller(fixture.issue()), 4);
        fixture.clock.pass(TokenConfig.LONGEST_LIFE);
        fixture.ended.forgetExpired();
        assertRefused(other, 401);
    }

    private String issue(long userId, int epoch) {
        return fixture.tokens
                .issue(new TokenSubject(userId, "Terry", Role.OPERATOR, epoch))
                .value();
    }

    private void assertRefused(String token, int status) {
        assertThat(Problems.thrownBy(() -> fixture.verified.caller(token)).status())
                .isEqualTo(status);
    }
}
