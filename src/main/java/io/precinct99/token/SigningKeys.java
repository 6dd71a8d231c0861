package io.precinct99.token;

import io.precinct99.problem.Problem;
import io.precinct99.vault.Transit;
import io.precinct99.vault.TransitKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;

/**
 * The last good copy of the signing key's public versions. Refreshed in the background only, never by a token that
 * names an unknown key: a version is known here minutes before it signs anywhere. Thread-safe.
 */
@ApplicationScoped
public class SigningKeys {
    private final Transit transit;
    private final TokenConfig config;
    private final InstantSource clock;
    private volatile KeySet current;

    protected SigningKeys() {
        this(null, null, null);
    }

    @Inject
    public SigningKeys(Transit transit, Config config) {
        this(transit, TokenConfig.load(config), InstantSource.system());
    }

    SigningKeys(Transit transit, TokenConfig config, InstantSource clock) {
        this.transit = transit;
        this.config = config;
        this.clock = clock;
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
        TransitKey key = transit.readKey(config.signingKey());
        replace(key);
        if (due(key)) {
            transit.rotateKey(config.signingKey());
            replace(transit.readKey(config.signingKey()));
        }
    }

    /** Judged by the newest version, so that a replica that comes second finds nothing to do. */
    private boolean due(TransitKey key) {
        Instant newest = key.versions().get(key.versions().lastKey()).createdAt();
        return !newest.plus(config.keyRotation()).isAfter(clock.instant());
    }

    private void replace(TransitKey key) {
        current = KeySet.of(key, clock.instant(), config.life());
    }
}
