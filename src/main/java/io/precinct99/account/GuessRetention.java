package io.precinct99.account;

import io.precinct99.problem.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Keeps the table of guesses as small as it may be: whoever guesses chooses the names in it. */
@ApplicationScoped
public class GuessRetention {
    private static final Logger LOG = System.getLogger(GuessRetention.class.getName());
    private static final long INTERVAL_MINUTES = 10;

    private final Guesses guesses;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private Future<?> schedule;

    protected GuessRetention() {
        this(null);
    }

    @Inject
    public GuessRetention(Guesses guesses) {
        this.guesses = guesses;
    }

    void start(@Observes SchemaReady ready) {
        schedule =
                scheduler.scheduleWithFixedDelay(this::forgetOld, INTERVAL_MINUTES, INTERVAL_MINUTES, TimeUnit.MINUTES);
    }

    @PreDestroy
    void stop() {
        if (schedule != null) {
            schedule.cancel(true);
        }
    }

    private void forgetOld() {
        try {
            guesses.forgetOld();
        } catch (Throwable failure) { // anything thrown would end the schedule for good
            LOG.log(Level.DEBUG, "Old guesses stay until the next try. reason=" + failure.getMessage());
        }
    }
}
