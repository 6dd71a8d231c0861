package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The upkeep of the general session: when it logs in, and when it tries again. Time passes as a test says. */
class VaultMaintenanceTest {
    private static final String LOGIN = "login";

    private final FakeVault server = new FakeVault();
    private final long startNanos = System.nanoTime();
    private long passedNanos;
    private final Vault vault = new Vault(FakeVault.CONFIG, server, server::login, () -> startNanos + passedNanos);

    @Test
    void sessionIsReplacedAtTwoThirdsOfItsLifeAndTheOldOneRevoked() {
        vault.maintain();
        pass(Duration.ofMinutes(33));
        vault.maintain();
        assertThat(server.sent(LOGIN)).isOne();
        pass(Duration.ofMinutes(8));
        vault.maintain();
        assertThat(server.sent(LOGIN)).isEqualTo(2);
        assertThat(server.liveTokens()).isOne();
    }

    @Test
    void sessionThatCannotBeReplacedYetIsKept() {
        vault.maintain();
        server.answers(LOGIN, () -> FakeVault.refused(503));
        pass(Duration.ofMinutes(41));
        vault.maintain();
        assertThat(server.sent(LOGIN)).isEqualTo(2);
        assertThat(vault.lastError()).isPresent();
        assertThat(vault.expiry()).isPresent();
        assertThat(vault.call(token -> VaultRequest.read("kv_read", "secret/data/x", token))
                        .isSuccess())
                .isTrue();

        server.answersAsUsual(LOGIN);
        pass(Duration.ofSeconds(3));
        vault.maintain();
        assertThat(vault.lastError()).isEmpty();
        assertThat(server.sent(LOGIN)).isEqualTo(3);
        assertThat(server.liveTokens()).isOne();
    }

    @Test
    void fault09_logInObeysRetryAfter() {
        server.answers(LOGIN, () -> FakeVault.refused(429, Duration.ofSeconds(30)));
        vault.maintain();
        pass(Duration.ofSeconds(29));
        vault.maintain();
        assertThat(server.sent(LOGIN)).isOne();
        pass(Duration.ofSeconds(4));
        vault.maintain();
        assertThat(server.sent(LOGIN)).isEqualTo(2);
    }

    @Test
    void fault09_retryAfterOfYearsPostponesTheLogInByMinutesOnly() {
        server.answers(LOGIN, () -> FakeVault.refused(503, Duration.ofSeconds(10_000_000_000L)));
        vault.maintain();
        pass(Duration.ofMinutes(3));
        vault.maintain();
        assertThat(server.sent(LOGIN)).isEqualTo(2);
    }

    @Test
    void unforeseenFailureIsPostponedLikeAnyOtherAndLoggedOnce() {
        server.answers(LOGIN, () -> {
            throw new IllegalStateException("a bug");
        });
        List<LogRecord> logged = logOf(() -> {
            for (int i = 0; i < 3; i++) {
                vault.maintain();
                vault.maintain();
                pass(Duration.ofSeconds(3));
            }
        });
        assertThat(server.sent(LOGIN)).isEqualTo(3);
        assertThat(vault.lastError()).isPresent();
        assertThat(logged)
                .singleElement()
                .satisfies(one -> assertThat(one.getThrown()).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void sessionThatEndedOnItsWayIsReplaced() {
        Expiry over = Expiry.of(Duration.ofSeconds(1), System.nanoTime() - 1_200_000_000L);
        Vault late = new Vault(
                FakeVault.CONFIG,
                server,
                () -> new VaultSession(server, "database", new Secret("s.late"), over),
                System::nanoTime);
        assertThatCode(late::maintain).doesNotThrowAnyException();
        assertThat(late.expiry()).isEmpty();
    }

    @Test
    void sessionOfManyYearsIsNotRenewedAllTheTime() {
        server.answers(LOGIN, () -> server.token("5000000000"));
        vault.maintain();
        vault.maintain();
        assertThat(vault.expiry()).isPresent();
        assertThat(server.sent(LOGIN)).isOne();
    }

    private void pass(Duration time) {
        passedNanos += time.toNanos();
    }

    private static List<LogRecord> logOf(Runnable deeds) {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Vault.class.getName());
        logger.addHandler(handler);
        try {
            deeds.run();
        } finally {
            logger.removeHandler(handler);
        }
        return records;
    }
}
