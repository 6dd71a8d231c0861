package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void wallClockThatWasSetForwardEndsNothing() {
        Expiry expiry = new Expiry(Instant.now().minus(Duration.ofDays(90)), System.nanoTime() + HOUR.toNanos());
        assertThat(expiry.isOver()).isFalse();
        assertThat(expiry.remaining()).isBetween(HOUR.minusSeconds(10), HOUR);
        assertThat(expiry.isOverByWallClock()).as("but is noticed").isTrue();
    }

    @Test
    void wallClockThatWasSetBackProlongsNothing() {
        Expiry expiry = new Expiry(Instant.now().plus(Duration.ofMinutes(10)), System.nanoTime() - 1);
        assertThat(expiry.isOver()).isTrue();
        assertThat(expiry.remaining()).isNegative();
        assertThat(expiry.isOverByWallClock()).isFalse();
    }

    @Test
    void lifeCountsFromTheQuestionNotFromTheAnswer() {
        long asked = System.nanoTime() - HOUR.toNanos();
        assertThat(Expiry.of(HOUR, asked).isOver()).isTrue();
        assertThat(Expiry.of(HOUR, asked).at()).isBeforeOrEqualTo(Instant.now());
        assertThat(Expiry.of(HOUR.plusMinutes(1), asked).remaining())
                .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void loanThatIsOverWhenItsAnswerComesIsAFailure() {
        long asked = System.nanoTime() - 1_200_000_000L;
        assertThatThrownBy(() -> Expiry.ofLoan(FakeVault.json("{'lease_duration':1}"), asked))
                .isInstanceOf(VaultException.class);
        assertThat(Expiry.ofLoan(FakeVault.json("{'lease_duration':61.0}"), asked)
                        .remaining())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    @Test
    void earliestIsJudgedByTheMonotonicClock() {
        Expiry sooner = new Expiry(Instant.MAX, System.nanoTime() + 1);
        Expiry later = new Expiry(Instant.MIN, sooner.nanoTime() + 1);
        assertThat(Expiry.earliest(later, sooner)).isSameAs(sooner);
        assertThat(Expiry.earliest(sooner, later)).isSameAs(sooner);
    }

    @Test
    void monotonicClockMayRunOver() {
        Expiry before = new Expiry(Instant.now(), Long.MAX_VALUE);
        Expiry after = new Expiry(Instant.now(), Long.MIN_VALUE);
        assertThat(Expiry.earliest(after, before)).isSameAs(before);
    }
}
