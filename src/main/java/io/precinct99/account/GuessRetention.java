package io.precinct99.account;

import io.precinct99.problem.Recurring;
import io.precinct99.problem.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Keeps the table of guesses as small as it may be: whoever guesses chooses the names in it. */
@ApplicationScoped
public class GuessRetention {
    private static final long INTERVAL_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final Recurring forgetting;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    protected GuessRetention() {
        this(null);
    }

    @Inject
    public GuessRetention(Guesses guesses) {
        this.forgetting = new Recurring("Forgetting old guesses", INTERVAL_MILLIS, () -> guesses.forgetOld());
    }

    void start(@Observes SchemaReady ready) {
        forgetting.start(scheduler);
    }

    @PreDestroy
    void stop() {
        forgetting.stop();
    }
}
