package io.precinct99.operations;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.Config;

/**
 * The time between SIGTERM and the stop of the server. From its first moment on this process says that it is not ready, and
 * closes each connection after its next answer, but serves on: so every proxy has gone elsewhere before a connection is refused.
 * Without a configured delay there is no such time. A second SIGTERM cuts it short. Thread-safe.
 */
@ApplicationScoped
public class StopNotice {
    static final String REASON = "This process is stopping; others take its work.";
    private static final Logger LOG = System.getLogger(StopNotice.class.getName());

    private final Duration delay;
    private final AtomicBoolean given = new AtomicBoolean();
    private TerminationSignal signal;

    protected StopNotice() {
        this(Duration.ZERO);
    }

    @Inject
    public StopNotice(Config config) {
        this(OperationsConfig.load(config).stopDelay());
    }

    StopNotice(Duration delay) {
        this.delay = delay;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (delay.isZero()) {
            return;
        }
        try {
            signal = new TerminationSignal(this::give);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "SIGTERM is not heard in time: the server stops without the configured delay.", e);
        }
    }

    @PreDestroy
    void stop() {
        if (signal != null) {
            signal.close();
        }
    }

    boolean isGiven() {
        return given.get();
    }

    /** Waits for the delay, the first time. */
    void give() {
        if (!given.compareAndSet(false, true)) {
            return;
        }
        LOG.log(Level.INFO, "Not ready from now on; the server stops soon. delay_ms=" + delay.toMillis());
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
