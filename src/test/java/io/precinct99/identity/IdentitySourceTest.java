package io.precinct99.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.HeardLogs;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.spiffe.TrustDomainSettings;
import io.spiffe.bundle.x509bundle.X509Bundle;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.workloadapi.Watcher;
import io.spiffe.workloadapi.X509Context;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that lives while its server is away: it delivers what it has. SVIDs live for an hour. */
class IdentitySourceTest {
    private static final SpiffeId OURS = SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/precinct99");
    private static final Duration STEP = Duration.ofMillis(500);

    private final HeardLogs heard = new HeardLogs(IdentitySource.class);
    private final Agent agent = new Agent();
    private Instant now = Instant.now();
    private long nanos;
    private IdentitySource identities;
    private X509Context first;
    private X509Context second;

    @BeforeEach
    void receive(@TempDir Path folder) throws Exception {
        AtomicReference<Instant> issued = new AtomicReference<>(now);
        try (DevelopmentTrustDomain trustDomain = DevelopmentTrustDomain.start(
                TrustDomainSettings.of("precinct99.internal", folder.resolve("agent.sock")), issued::get)) {
            trustDomain.register(OURS);
            first = context(trustDomain);
            issued.set(now.plus(Duration.ofMinutes(45)));
            trustDomain.rotateAuthority();
            second = context(trustDomain);
        }
        agent.delivers = first;
        identities = new IdentitySource(agent, () -> now, () -> nanos);
        identities.supervise();
    }

    @AfterEach
    void end() {
        identities.close();
        heard.close();
    }

    @Test
    void sameSvidDeliveredAgainIsNoUpdateAndIsWarnedOfOnce() {
        pass(Duration.ofMinutes(59));
        assertThat(identities.current().orElseThrow().updates()).isEqualTo(1);
        assertThat(heard.warnings).singleElement().asString().contains("past two thirds of its life");
        assertThat(identities.lastError()).isPresent();
        assertThat(agent.streams).isLessThan(40);
    }

    @Test
    void newSvidOnAnOpenStreamEndsTheTroubleAtOnce() {
        pass(Duration.ofMinutes(50));
        while (!agent.streaming) {
            pass(STEP); // between two streams
        }
        agent.watcher.onUpdate(second);
        assertThat(identities.lastError()).isEmpty();
        assertThat(identities.current().orElseThrow().updates()).isEqualTo(2);
        int streams = agent.streams;
        pass(Duration.ofMinutes(5));
        assertThat(agent.streams).isEqualTo(streams);
    }

    @Test
    void svidIsOursUntilItsNotAfterAndNoLonger() {
        Instant end = first.getDefaultSvid().getLeaf().getNotAfter().toInstant();
        now = end.minusSeconds(1);
        assertThat(identities.current()).isPresent();
        now = end.plusSeconds(1);
        assertThat(identities.current()).isEmpty();
        assertThat(identities.wasReceived()).isTrue();
    }

    @Test
    void sameSvidWithOtherAuthoritiesIsAnUpdate() throws Exception {
        agent.watcher.onUpdate(X509Context.of(first.getX509Svids(), second.getX509BundleSet()));
        WorkloadIdentity identity = identities.current().orElseThrow();
        assertThat(identity.updates()).isEqualTo(2);
        assertThat(identity.leaf()).isEqualTo(first.getDefaultSvid().getLeaf());
        X509Bundle bundle = second.getX509BundleSet().getBundleForTrustDomain(OURS.getTrustDomain());
        assertThat(identity.authorities()).isEqualTo(bundle.getX509Authorities());
    }

    @Test
    void agentThatFlapsIsWarnedOfOnceUntilAStreamServes() {
        for (int i = 0; i < 20; i++) {
            agent.watcher.onError(new IllegalStateException("UNAVAILABLE"));
            while (agent.streams < i + 2) {
                pass(STEP);
            }
        }
        assertThat(heard.warnings).hasSize(1);
        assertThat(identities.lastError()).isPresent();
        assertThat(agent.streams).isEqualTo(21);

        pass(Duration.ofMinutes(1));
        assertThat(identities.lastError()).isEmpty();
        assertThat(agent.streams).isEqualTo(21);
    }

    @Test
    void reasonOfAFailureIsTheInnermostThatSaysSomething() {
        agent.watcher.onError(new IllegalStateException(
                "stream", new IllegalStateException("UNAVAILABLE", new ClosedChannelException())));
        pass(STEP);
        assertThat(identities.lastError()).hasValue("UNAVAILABLE");
    }

    @Test
    void svidThatCannotBeUsedIsLookedForAgainSoonAndWarnedOfOnce() {
        now = now.minus(Duration.ofDays(1));
        identities.close();
        identities = new IdentitySource(agent, () -> now, () -> nanos);
        pass(Duration.ofMinutes(1));
        assertThat(agent.streams).isBetween(6, 20);
        assertThat(identities.lastError().orElseThrow()).contains("not valid now");
        assertThat(heard.warnings).hasSize(1);

        now = now.plus(Duration.ofDays(1));
        pass(Duration.ofSeconds(10));
        assertThat(identities.current()).isPresent();
        assertThat(identities.lastError()).isEmpty();
    }

    /** Long before its SVID is overdue. */
    @Test
    void streamThatTheAgentEndsWithoutAnErrorIsOpenedAgainSoon() throws Exception {
        try (EndingAgent ending = new EndingAgent(first);
                IdentitySource source =
                        new IdentitySource(new IdentityConfig(ending.endpoint()), InstantSource.system())) {
            Eventually.holds("three streams", Duration.ofSeconds(20), () -> {
                source.supervise();
                return ending.streams.get() == 3;
            });
            assertThat(source.current()).isPresent();
            assertThat(source.lastError()).contains("the agent ended the stream");
        }
    }

    private void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            now = now.plus(STEP);
            nanos += STEP.toNanos();
            identities.supervise();
        }
    }

    private static X509Context context(DevelopmentTrustDomain trustDomain) throws Exception {
        AtomicReference<X509Context> received = new AtomicReference<>();
        Watcher<X509Context> watcher = new Watcher<>() {
            @Override
            public void onUpdate(X509Context update) {
                received.set(update);
            }

            @Override
            public void onError(Throwable failure) {}
        };
        var stream = new WorkloadApi(trustDomain.endpoint()).watchX509(watcher);
        Eventually.holds("a context", Duration.ofSeconds(20), () -> received.get() != null);
        stream.close();
        return received.get();
    }

    /** Delivers the same to each new stream. */
    private static final class Agent extends WorkloadApi {
        private X509Context delivers;
        private Watcher<X509Context> watcher;
        private int streams;
        private boolean streaming;

        Agent() {
            super("unix:/nonexistent");
        }

        @Override
        Stream watchX509(Watcher<X509Context> next) {
            streams++;
            streaming = true;
            watcher = next;
            next.onUpdate(delivers);
            return () -> streaming = false;
        }
    }
}
