package io.precinct99.token;

import io.precinct99.problem.Problem;
import io.precinct99.vault.Transit;
import io.precinct99.vault.TransitKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.Config;

/**
 * The last good copy of the signing key's public versions. Refreshed in the background only, never by a token that
 * names an unknown key: a version is known here minutes before it signs anywhere. Thread-safe.
 */
@ApplicationScoped
public class SigningKeys {
    private static final Logger LOG = System.getLogger(SigningKeys.class.getName());

    private final Transit transit;
    private final TokenConfig config;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile KeySet current;
    private int newest;
    private Long newestSinceNanos; // null for what was there before us

    protected SigningKeys() {
        this(null, null, null, null);
    }

    @Inject
    public SigningKeys(Transit transit, Config config) {
        this(transit, TokenConfig.load(config), InstantSource.system(), System::nanoTime);
    }

    SigningKeys(Transit transit, TokenConfig config, InstantSource clock, LongSupplier nanoTime) {
        this.transit = transit;
        this.config = config;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** @throws Problem 503 before the first copy arrived */
    KeySet current() {
        KeySet keys = current;
        if (keys == null) {
            throw Problem.unavailable("vault_unavailable", "The signing keys are not available yet.", 2);
        }
        return keys;
    }

    /** Whether there is a copy: without one nobody can log in. */
    public boolean known() {
        return current != null;
    }

    /** Reads the key again and rotates it when it is due. Whatever fails leaves the last copy in use. */
    synchronized void refresh() {
        TransitKey key = read();
        if (due(key, now(key))) {
            transit.rotateKey(config.signingKey());
            if (due(read(), clock.instant())) {
                LOG.log(
                        Level.WARNING,
                        "A key that was made just now looks old: the clocks of this host and of the vault disagree.");
            }
        }
    }

    private TransitKey read() {
        TransitKey key = transit.readKey(config.signingKey());
        int last = key.versions().lastKey();
        if (last != newest) {
            newestSinceNanos = newest > 0 && last > newest ? nanoTime.getAsLong() : null;
            newest = last;
        }
        current = KeySet.of(key, now(key), config.life());
        return key;
    }

    /** Judged by the newest version, so that a replica that comes second finds nothing to do. */
    private boolean due(TransitKey key, Instant now) {
        return !newestCreatedAt(key).plus(config.keyRotation()).isAfter(now);
    }

    /**
     * By the clock of this host, unless the newest version appeared under our eyes: it is no older than that, whatever the clock
     * says. One that is ahead would rotate without end, and sign with keys that nobody knows yet.
     */
    private Instant now(TransitKey key) {
        Instant now = clock.instant();
        if (newestSinceNanos == null) {
            return now;
        }
        Instant atMost = newestCreatedAt(key).plusNanos(nanoTime.getAsLong() - newestSinceNanos);
        return now.isBefore(atMost) ? now : atMost;
    }

    private static Instant newestCreatedAt(TransitKey key) {
        return key.versions().get(key.versions().lastKey()).createdAt();
    }
}
