package io.precinct99.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.stage.Eventually;
import io.spiffe.workloadapi.Watcher;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.X509Context;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkloadApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    @Timeout(60)
    void callThatAFrozenAgentHoldsEndsWithItsDeadline() throws Exception {
        try (FrozenAgent agent = new FrozenAgent()) {
            WorkloadApi api = new WorkloadApi(agent.endpoint());
            while (agent.accepted.get() < 3) { // the first one may end before it has come that far
                assertThatThrownBy(() -> api.fetchJwtSvid("vault", Duration.ofMillis(500)))
                        .isInstanceOf(IdentityUnavailable.class)
                        .hasMessageContaining("in time");
            }
            Eventually.holds("no call is held", PATIENCE, () -> agent.held.get() == 0);
            Eventually.holds(
                    "no thread is left",
                    PATIENCE,
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("precinct99-workload-api")));
        }
    }

    @Test
    void agentHearsOverTcpThatAStreamIsClosed() throws Exception {
        try (FrozenAgent agent = new FrozenAgent()) {
            for (int i = 0; i < 10; i++) {
                var stream = new WorkloadApi(agent.endpoint()).watchX509(new Deaf());
                Eventually.holds("the stream is open", PATIENCE, () -> agent.held.get() == 1);
                stream.close();
                Eventually.holds("the stream is closed", PATIENCE, () -> agent.held.get() == 0);
            }
        }
    }

    @Test
    void clientThatCannotWatchIsClosed() {
        WorkloadApi api = new Fragile(Thread::new);
        assertThatThrownBy(() -> api.watchX509(new Deaf())).hasMessage("no stream");
        assertThat(closed).hasValue(1);
    }

    /** No memory for one more thread: neither for the call nor for the farewell. */
    @Test
    void clientIsClosedThoughNoThreadCanBeStarted() {
        AtomicInteger started = new AtomicInteger();
        WorkloadApi api = new Fragile(task -> new Thread(task) {
            @Override
            public void start() {
                if (started.incrementAndGet() > 1) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
        assertThatThrownBy(() -> api.fetchJwtSvid("vault", PATIENCE)).isInstanceOf(OutOfMemoryError.class);
        assertThat(started).hasValue(3);
        assertThat(closed).hasValue(1);
    }

    private final class Fragile extends WorkloadApi {
        Fragile(ThreadFactory threads) {
            super("unix:/nonexistent", threads);
        }

        @Override
        WorkloadApiClient connect() {
            return (WorkloadApiClient) Proxy.newProxyInstance(
                    WorkloadApiClient.class.getClassLoader(),
                    new Class<?>[] {WorkloadApiClient.class},
                    (client, call, a) -> {
                        if (call.getName().equals("close")) {
                            closed.incrementAndGet();
                            return null;
                        }
                        throw new IllegalStateException("no stream");
                    });
        }
    }

    private static final class Deaf implements Watcher<X509Context> {
        @Override
        public void onUpdate(X509Context update) {}

        @Override
        public void onError(Throwable failure) {}
    }
}
