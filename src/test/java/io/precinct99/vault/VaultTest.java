package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.precinct99.stage.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Calls whose token is refused: when it is replaced, and what happens when that fails. Time passes as a test says. */
class VaultTest {
    private static final String LOGIN = "login";
    private static final String READ = "kv_read";

    private final FakeVault server = new FakeVault();
    private final long startNanos = System.nanoTime();
    private volatile long passedNanos;
    private final Vault vault = new Vault(FakeVault.CONFIG, server, server::login, () -> startNanos + passedNanos);

    @Test
    void fault10_revokedTokenIsReplacedAndTheCallRepeated() {
        loggedInAWhileAgo();
        server.revokeTokens();
        assertThat(read().isSuccess()).isTrue();
        assertThat(server.sent(LOGIN)).isEqualTo(2);
        assertThat(server.sent(READ)).isEqualTo(2);
    }

    @Test
    void fault10_callsRefusedTogetherWaitForOneLogInOnly() throws Exception {
        loggedInAWhileAgo();
        server.revokeTokens();
        server.answers(LOGIN, VaultTest::hang);
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            List<Future<VaultException>> refusals = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                refusals.add(callers.submit(this::refusedRead));
            }
            for (Future<VaultException> refusal : refusals) {
                assertThat(refusal.get(5, TimeUnit.SECONDS).kind()).isEqualTo(VaultException.Kind.UNAVAILABLE);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(server.sent(LOGIN)).as("log-ins, the first included").isEqualTo(2);
    }

    @Test
    void failedReplacementIsNotTriedAgainForAMoment() {
        loggedInAWhileAgo();
        server.revokeTokens();
        server.answers(LOGIN, () -> FakeVault.refused(503));
        refusedRead();
        refusedRead();
        vault.maintain();
        assertThat(server.sent(LOGIN)).isEqualTo(2);
        server.answersAsUsual(LOGIN);
        pass(Duration.ofSeconds(3));
        assertThat(read().isSuccess()).isTrue();
        assertThat(vault.lastError()).isEmpty();
    }

    @Test
    void revokedTokenThatWasNotReplacedIsReplacedWithoutACall() {
        loggedInAWhileAgo();
        server.revokeTokens();
        server.answers(LOGIN, () -> FakeVault.refused(503));
        refusedRead();
        server.answersAsUsual(LOGIN);
        pass(Duration.ofSeconds(3));
        vault.maintain();
        assertThat(server.liveTokens()).isOne();
    }

    @Test
    void failedReplacementIsNeverAMissingSecret() {
        loggedInAWhileAgo();
        server.revokeTokens();
        server.answers(LOGIN, () -> FakeVault.refused(404));
        VaultException failure = catchThrowableOfType(
                VaultException.class, () -> new KeyValues("secret", vault).read("github/user-1/token"));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(VaultException.Kind.UNAVAILABLE);
    }

    @Test
    void maintenanceDoesNotWaitForTheLogInOfACall() throws Exception {
        loggedInAWhileAgo();
        server.revokeTokens();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server.answers(LOGIN, () -> {
            begun.countDown();
            await(release);
            return FakeVault.refused(503);
        });
        CompletableFuture<VaultException> call = Background.supply(this::refusedRead);
        try {
            await(begun);
            Background.run(vault::maintain).get(3, TimeUnit.SECONDS);
            assertThat(call).isNotDone();
        } finally {
            release.countDown();
        }
        assertThat(call.get(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void policyThatForbidsOnePathCostsNoToken() {
        loggedInAWhileAgo();
        server.answers(READ, () -> FakeVault.refused(403));
        for (int i = 0; i < 3; i++) {
            assertThat(refusedRead().kind()).isEqualTo(VaultException.Kind.DENIED);
            assertThat(refusedRead().kind()).isEqualTo(VaultException.Kind.DENIED);
            pass(Duration.ofSeconds(6));
        }
        assertThat(server.sent(LOGIN)).isOne();
        assertThat(server.sent("token_revoke")).isZero();
        assertThat(server.sent("token_lookup")).as("asked once in five seconds").isEqualTo(3);
    }

    @Test
    void vaultThatDoesNotSayWhetherTheTokenLivesIsLeftAloneForAMoment() {
        loggedInAWhileAgo();
        server.answers(READ, () -> FakeVault.refused(403));
        server.answers("token_lookup", () -> FakeVault.refused(503));
        assertThat(refusedRead().kind()).isEqualTo(VaultException.Kind.UNAVAILABLE);
        assertThat(refusedRead().kind()).isEqualTo(VaultException.Kind.UNAVAILABLE);
        assertThat(server.sent("token_lookup")).isOne();
        assertThat(server.sent(LOGIN)).isOne();
    }

    @Test
    void callThatIsUnderWayWhenTheVaultIsClosedIsRefused() {
        loggedInAWhileAgo();
        server.answers(READ, () -> {
            vault.close();
            return FakeVault.refused(403);
        });
        assertThat(refusedRead().kind()).isEqualTo(VaultException.Kind.UNAVAILABLE);
        assertThat(server.sent(LOGIN)).isOne();
        assertThat(server.liveTokens()).isZero();
    }

    private void loggedInAWhileAgo() {
        vault.maintain();
        pass(Duration.ofSeconds(6));
    }

    private void pass(Duration time) {
        passedNanos += time.toNanos();
    }

    private VaultAnswer read() {
        return vault.call(token -> VaultRequest.read(READ, "secret/data/x", token));
    }

    private VaultException refusedRead() {
        return catchThrowableOfType(VaultException.class, this::read);
    }

    private static VaultAnswer hang() {
        LockSupport.parkNanos(200_000_000);
        throw VaultException.unavailable("the vault did not answer login in time", null);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
