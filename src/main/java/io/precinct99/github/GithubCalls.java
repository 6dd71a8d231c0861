package io.precinct99.github;

import io.precinct99.problem.Problem;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Asks GitHub. One method, so that all questions share the breaker and the places. */
@ApplicationScoped
public class GithubCalls {
    private static final Logger LOG = Logger.getLogger(GithubCalls.class.getName());
    private static final int PLACES = 16;

    private final GithubClients clients;
    private final InstantSource clock;

    @Resource
    ManagedScheduledExecutorService scheduler;

    protected GithubCalls() {
        this(null, null);
    }

    @Inject
    public GithubCalls(GithubClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * One answer, after up to three tries before the deadline. There is no {@code @Timeout}: it interrupts a thread, which a
     * thread that waits for a socket does not notice; closing the client it does.
     *
     * @throws Problem 502
     */
    @Retry(
            maxRetries = 2,
            delay = 200,
            jitter = 100,
            retryOn = GithubAway.class,
            abortOn = {GithubAway.Late.class, GithubAway.Senseless.class})
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 2000,
            failOn = GithubAway.class,
            skipOn = GithubAway.Senseless.class)
    @Bulkhead(PLACES)
    public <T> T call(Question<T> question, GithubToken token, Deadline deadline) {
        deadline.check();
        GithubApi api = clients.open(deadline);
        ScheduledFuture<?> end = scheduler.schedule(() -> close(api), deadline.millis(), TimeUnit.MILLISECONDS);
        try {
            return new Answer(question.ask(api, token.authorization()), deadline).to(question, token, clock.instant());
        } catch (Problem known) {
            throw known;
        } catch (RuntimeException failed) {
            throw deadline.isOver() ? new GithubAway.Late() : GithubAway.by(failed);
        } finally {
            end.cancel(false);
            close(api);
        }
    }

    private static void close(GithubApi api) {
        try {
            api.close();
        } catch (RuntimeException closedAlready) {
            LOG.finest(() -> "A client of GitHub was not closed. reason="
                    + closedAlready.getClass().getSimpleName());
        }
    }
}
