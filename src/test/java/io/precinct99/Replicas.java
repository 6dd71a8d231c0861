package io.precinct99;

import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import io.precinct99.stage.WideLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Two servers on one stage, which trust the tests to name the address of a client. */
public final class Replicas implements AutoCloseable {
    private final LibertyServer one;
    private final LibertyServer other;

    private Replicas(LibertyServer one, LibertyServer other) {
        this.one = one;
        this.other = other;
    }

    /** Ready when it returns. @param settings stronger than: no demo users, cheap hashes, wide limits */
    public static Replicas start(String name, Stage stage, Map<String, String> settings) throws IOException {
        Map<String, String> all = WideLimits.on(stage);
        all.remove("PRECINCT99_LOCKOUT_ADDRESS_FAILURES"); // their tests name an address of their own each
        all.put("PRECINCT99_TRUSTED_PROXIES", "127.0.0.0/8,::1");
        all.putAll(settings);
        LibertyServer one = LibertyServer.prepare(name + "-1", stage, all).start();
        LibertyServer other = LibertyServer.prepare(name + "-2", stage, all).start();
        one.awaitStatus("/health/ready", 200, Duration.ofSeconds(180));
        other.awaitStatus("/health/ready", 200, Duration.ofSeconds(180));
        return new Replicas(one, other);
    }

    public Api one() {
        return new Api(one.uri());
    }

    public Api other() {
        return new Api(other.uri());
    }

    @Override
    public void close() throws IOException {
        try {
            one.close();
        } finally {
            other.close();
        }
    }
}
