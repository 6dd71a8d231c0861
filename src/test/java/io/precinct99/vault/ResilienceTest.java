package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Eventually;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retry and breaker around a transport whose answers are written down here. */
class ResilienceTest {
    private static final Secret TOKEN = new Secret("s.token");
    private final Deque<Supplier<VaultAnswer>> script = new ArrayDeque<>();
    private int sent;
    private final VaultTransport scripted = request -> {
        sent++;
        return script.size() > 1 ? script.poll().get() : script.peek().get();
    };

    @Test
    void readIsRepeatedUntilItSucceeds() {
        script.add(() -> answer(503));
        script.add(() -> answer(200));
        assertThat(new Retry(scripted).send(read()).status()).isEqualTo(200);
        assertThat(sent).isEqualTo(2);
    }

    @Test
    void whatMayNotBeRepeatedIsSentOnce() {
        script.add(() -> answer(503));
        assertThat(new Retry(scripted).send(read().once()).status()).isEqualTo(503);
        assertThat(sent).isOne();
    }

    @Test
    void refusalsAreNotRepeated() {
        script.add(() -> answer(403));
        assertThat(new Retry(scripted).send(read()).status()).isEqualTo(403);
        assertThat(sent).isOne();
    }

    @Test
    void fault09_callsOutStayBelowOnePointTwoTimesCallsIn() {
        script.add(() -> answer(503));
        Retry retry = new Retry(scripted);
        for (int i = 0; i < 200; i++) {
            retry.send(read());
        }
        assertThat(sent).isLessThanOrEqualTo(200 * 12 / 10 + 2);
    }

    @Test
    void fault09_retryAfterIsObeyed() {
        script.add(() -> new VaultAnswer(429, JsonObject.EMPTY_JSON_OBJECT, Optional.of(Duration.ofSeconds(1))));
        script.add(() -> answer(200));
        long start = System.nanoTime();
        assertThat(new Retry(scripted).send(read()).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void fault09_retryAfterBeyondTheDeadlineEndsTheTries() {
        script.add(() -> new VaultAnswer(429, JsonObject.EMPTY_JSON_OBJECT, Optional.of(Duration.ofSeconds(30))));
        long start = System.nanoTime();
        assertThat(new Retry(scripted).send(read()).status()).isEqualTo(429);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(sent).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000_000_000L, Long.MAX_VALUE, -1, -10_000_000_000L, Long.MIN_VALUE})
    void fault09_absurdRetryAfterIsBounded(long seconds) {
        VaultAnswer absurd =
                new VaultAnswer(429, JsonObject.EMPTY_JSON_OBJECT, Optional.of(Duration.ofSeconds(seconds)));
        script.add(() -> absurd);
        assertThat(new Retry(scripted).send(read().once()).status()).isEqualTo(429);
        assertThat(sent).isOne();
        assertThat(absurd.retryAfter().orElseThrow()).isBetween(Duration.ZERO, Duration.ofMinutes(5));
    }

    @Test
    void breakerLeavesAFailingVaultAloneAndTriesAgainWithinASecond() throws Exception {
        script.add(() -> answer(503));
        Breaker breaker = new Breaker(scripted);
        for (int i = 0; i < 5; i++) {
            breaker.send(read());
        }
        assertThatThrownBy(() -> breaker.send(read())).isInstanceOf(VaultException.class);
        assertThat(sent).isEqualTo(5);
        script.clear();
        script.add(() -> answer(200));
        Eventually.holds("it is tried again", Duration.ofMillis(1_500), () -> {
            try {
                return breaker.send(read()).isSuccess();
            } catch (VaultException e) {
                return false;
            }
        });
        assertThat(breaker.send(read()).status()).isEqualTo(200);
    }

    @Test
    void refusalsKeepTheBreakerClosed() {
        script.add(() -> answer(403));
        Breaker breaker = new Breaker(scripted);
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.send(read()).status()).isEqualTo(403);
        }
    }

    private static VaultRequest read() {
        return VaultRequest.read("kv_read", "secret/data/x", TOKEN);
    }

    private static VaultAnswer answer(int status) {
        return new VaultAnswer(status, JsonObject.EMPTY_JSON_OBJECT, Optional.empty());
    }
}
