package io.precinct99.vault;

import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.Backoff;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Our way into the vault. {@link #login()} makes a session of its own for a generation; the general session serves secrets and
 * signatures, and is replaced by a fresh log-in before it ends ({@link #maintain()}, called every half second). Thread-safe.
 */
public final class Vault implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Vault.class.getName());

    /** For so long nobody asks whether a token that is denied something is still known. */
    private static final Duration SURELY_GOOD = Duration.ofSeconds(5);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(2));

    private final VaultConfig config;
    private final VaultTransport transport;
    private final Supplier<VaultSession> login;
    private final LongSupplier nanoTime;
    private final ReentrantLock replacing = new ReentrantLock();
    private volatile General general;
    private volatile String lastError = "not logged in yet";
    private int failures;
    private long retryAtNanos;

    public Vault(VaultConfig config, IdentitySource identities, PrometheusRegistry registry) {
        this(config, identities, transport(config, identities, registry));
        GaugeWithCallback.builder()
                .name("precinct99_vault_token_expiry_seconds")
                .help("Seconds until the general vault token ends; negative when there is none.")
                .callback(gauge -> gauge.call(
                        expiry().map(e -> e.remaining().toMillis() / 1000.0).orElse(-1.0)))
                .register(registry);
    }

    private Vault(VaultConfig config, IdentitySource identities, VaultTransport transport) {
        this(config, transport, new VaultLogin(config, identities, transport)::login, System::nanoTime);
    }

    Vault(VaultConfig config, VaultTransport transport, Supplier<VaultSession> login, LongSupplier nanoTime) {
        this.config = config;
        this.transport = transport;
        this.login = login;
        this.nanoTime = nanoTime;
        this.retryAtNanos = nanoTime.getAsLong();
    }

    private static VaultTransport transport(
            VaultConfig config, IdentitySource identities, PrometheusRegistry registry) {
        return new Retry(new Breaker(
                new Metered(new HttpTransport(config, new VaultHttpClients(config, identities)), registry)));
    }

    /** Logs in anew, for a session that belongs to the caller alone. */
    public VaultSession login() {
        return login.get();
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

    /**
     * Replaces the general session at two thirds of its life, or when a call found it revoked. A failed try never drops a
     * session that still works, and is repeated after a pause. Does not wait while another thread logs in.
     */
    public void maintain() {
        if (!replacing.tryLock()) {
            return;
        }
        try {
            General now = general;
            boolean due = now == null || now.renewAtNanos - nanoTime.getAsLong() <= 0;
            if (due && mayTry()) {
                replace(now);
            }
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            replacing.unlock();
        }
    }

    /** Sends a request with the general token; a token that was revoked behind our back is replaced, once. */
    VaultAnswer call(Function<Secret, VaultRequest> request) {
        General used = general;
        if (used == null || used.session.expiry().isOver()) {
            throw noSession();
        }
        VaultRequest first = request.apply(used.session.token());
        VaultAnswer answer = transport.send(first);
        if (answer.status() != 403) {
            return answer.orThrow(first);
        }
        VaultSession fresh = afterDenial(used.session);
        if (fresh == used.session) {
            return answer.orThrow(first); // the token is good: the policy forbids it
        }
        VaultRequest second = request.apply(fresh.token());
        return transport.send(second).orThrow(second);
    }

    @Override
    public void close() {
        replacing.lock();
        try {
            General last = general;
            general = null;
            lastError = "stopped";
            retryAtNanos = nanoTime.getAsLong() + Duration.ofDays(1).toNanos();
            if (last != null) {
                last.session.endQuietly();
            }
        } finally {
            replacing.unlock();
        }
    }

    /** The session to go on with after a 403: the denied one when it is still good. Those who come together wait for one. */
    private VaultSession afterDenial(VaultSession denied) {
        replacing.lock();
        try {
            General now = general;
            if (now == null) {
                throw noSession();
            }
            if (now.session != denied || nanoTime.getAsLong() - now.goodAtNanos <= SURELY_GOOD.toNanos()) {
                return now.session;
            }
            if (!mayTry()) {
                throw noSession();
            }
            try {
                if (now.session.isKnown()) {
                    general = new General(denied, nanoTime.getAsLong(), now.renewAtNanos);
                } else {
                    replace(now);
                }
            } catch (RuntimeException e) {
                general = new General(denied, now.goodAtNanos, nanoTime.getAsLong()); // maintain() goes on trying
                failed(e);
                throw noSession();
            }
            return general.session;
        } finally {
            replacing.unlock();
        }
    }

    private boolean mayTry() {
        return nanoTime.getAsLong() - retryAtNanos >= 0;
    }

    private void replace(General old) {
        VaultSession session = login.get();
        general = new General(session, nanoTime.getAsLong(), renewAt(session));
        failures = 0;
        if (lastError != null) {
            LOG.info("Logged in to the vault. expires_at=" + session.expiry().at());
        }
        lastError = null;
        if (old != null) {
            old.session.endQuietly();
        }
    }

    private void failed(RuntimeException e) {
        VaultException foreseen = e instanceof VaultException refusal ? refusal : null;
        String reason = foreseen != null
                ? foreseen.summary()
                : "the log-in met an unforeseen " + e.getClass().getSimpleName();
        Duration asked = foreseen != null ? foreseen.retryAfter() : Duration.ZERO;
        retryAtNanos =
                nanoTime.getAsLong() + BACKOFF.after(++failures).plus(asked).toNanos();
        if (!reason.equals(lastError)) {
            LOG.log(
                    Level.WARNING,
                    "Vault log-in failed; trying again. reason=\"" + (foreseen != null ? e.getMessage() : reason)
                            + "\"",
                    foreseen != null ? null : e);
        }
        lastError = reason;
    }

    private VaultException noSession() {
        return VaultException.unavailable("there is no vault session: " + lastError, null);
    }

    private long renewAt(VaultSession session) {
        long life = Math.max(0, session.expiry().remaining().toNanos());
        return nanoTime.getAsLong() + life * 2 / 3 - ThreadLocalRandom.current().nextLong(life / 10 + 1);
    }

    /** @param goodAtNanos when the vault last showed that it knows the token */
    private record General(VaultSession session, long goodAtNanos, long renewAtNanos) {}
}
