package io.precinct99.vault;

import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.Backoff;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.logging.Logger;

/**
 * Our way into the vault. {@link #login()} makes a session of its own for a generation; the general session serves secrets and
 * signatures, and is replaced by a fresh log-in before it ends ({@link #maintain()}, called every second). Thread-safe.
 */
public final class Vault implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Vault.class.getName());

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(2));

    private final VaultConfig config;
    private final VaultTransport transport;
    private final VaultLogin login;
    private volatile General general;
    private volatile String lastError = "not logged in yet";
    private int failures;
    private long retryAtNanos = System.nanoTime();

    public Vault(VaultConfig config, IdentitySource identities, PrometheusRegistry registry) {
        this.config = config;
        this.transport = new Retry(new Breaker(
                new Metered(new HttpTransport(config, new VaultHttpClients(config, identities)), registry)));
        this.login = new VaultLogin(config, identities, transport);
        GaugeWithCallback.builder()
                .name("precinct99_vault_token_expiry_seconds")
                .help("Seconds until the general vault token ends; negative when there is none.")
                .callback(gauge -> gauge.call(
                        expiry().map(e -> e.remaining().toMillis() / 1000.0).orElse(-1.0)))
                .register(registry);
    }

    /** Logs in anew, for a session that belongs to the caller alone. */
    public VaultSession login() {
        return login.login();
    }

    /** Tries out what the vault refuses. */
    public VaultProbe probe() {
        return new VaultProbe(config, transport);
    }

    /** When the general session ends; empty while there is none. */
    public Optional<Expiry> expiry() {
        General now = general;
        return now == null || now.session.expiry().isOver() ? Optional.empty() : Optional.of(now.session.expiry());
    }

    /** Whether there ever was a general session, ended or not. */
    public boolean wasLoggedIn() {
        return general != null;
    }

    /** Why the last log-in of the general session failed; empty while all is well. Fit for operators. */
    public Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** Replaces the general session at two thirds of its life. A failed try never drops a session that still works. */
    public synchronized void maintain() {
        General now = general;
        boolean due = now == null || now.renewAtNanos - System.nanoTime() <= 0;
        if (!due || System.nanoTime() - retryAtNanos < 0) {
            return;
        }
        try {
            replace(now);
        } catch (VaultException e) {
            retryAtNanos = System.nanoTime() + BACKOFF.after(++failures).toNanos();
            if (!e.getMessage().equals(lastError)) {
                LOG.warning("Vault log-in failed; trying again. reason=\"" + e.getMessage() + "\"");
            }
            lastError = e.getMessage();
        }
    }

    /** Sends a request with the general token; a token that was revoked behind our back is replaced, once. */
    VaultAnswer call(Function<Secret, VaultRequest> request) {
        General used = general;
        if (used == null || used.session.expiry().isOver()) {
            throw VaultException.unavailable("there is no vault session: " + lastError, null);
        }
        VaultRequest first = request.apply(used.session.token());
        VaultAnswer answer = transport.send(first);
        if (answer.status() != 403) {
            return answer.orThrow(first);
        }
        synchronized (this) {
            if (general == used && used.isOlderThan(Duration.ofSeconds(5))) {
                replace(used);
            }
        }
        VaultRequest second = request.apply(general.session.token());
        return transport.send(second).orThrow(second);
    }

    @Override
    public synchronized void close() {
        General last = general;
        general = null;
        lastError = "stopped";
        retryAtNanos = System.nanoTime() + Duration.ofDays(1).toNanos();
        if (last != null) {
            endQuietly(last.session);
        }
    }

    private void replace(General old) {
        VaultSession session = login.login();
        general = new General(session, System.nanoTime(), renewAt(session));
        failures = 0;
        if (lastError != null) {
            LOG.info("Logged in to the vault. expires_at=" + session.expiry().at());
        }
        lastError = null;
        if (old != null) {
            endQuietly(old.session);
        }
    }

    private static long renewAt(VaultSession session) {
        long life = session.expiry().remaining().toNanos();
        return System.nanoTime() + life * 2 / 3 - ThreadLocalRandom.current().nextLong(life / 10 + 1);
    }

    private static void endQuietly(VaultSession session) {
        try {
            session.revokeSelf();
        } catch (VaultException e) {
            LOG.fine(() -> "An old vault token was not revoked and dies by its own end. reason=" + e.getMessage());
        }
    }

    private record General(VaultSession session, long madeAtNanos, long renewAtNanos) {
        boolean isOlderThan(Duration age) {
            return System.nanoTime() - madeAtNanos > age.toNanos();
        }
    }
}
