package io.precinct99.identity;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.time.Duration;

/**
 * Loads the classes of the Workload API's client while the container still reads our beans, in a thread of its own: they are
 * the longest part of the way to an identity at a cold start. Talks to nobody.
 */
public class WarmUp implements Extension {
    void begin(@Observes BeforeBeanDiscovery containerStarts) {
        Thread thread = new Thread(WarmUp::load, "precinct99-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            new WorkloadApi("unix:/nonexistent").fetchJwtSvid("none", Duration.ofSeconds(2));
        } catch (IdentityUnavailable | LinkageError expected) {
            // nobody is there; and when the real client cannot be loaded it says so itself
        }
    }
}
