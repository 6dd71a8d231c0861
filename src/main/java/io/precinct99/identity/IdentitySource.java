package io.precinct99.identity;

import io.precinct99.problem.Backoff;
import io.spiffe.svid.jwtsvid.JwtSvid;
import io.spiffe.workloadapi.Watcher;
import io.spiffe.workloadapi.X509Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The current SPIFFE identity, streamed from the agent and supervised. {@link #supervise()} is called twice a second by
 * one thread; everything else may be called by any.
 *
 * <p>The stream of the client library ends or falls silent in ways that it does not report (agent killed, frozen, entry
 * missing), so it is replaced by a fresh one whenever it failed, delivered nothing, or delivers nothing new although the
 * SVID is past two thirds of its life. The last good identity is kept until its own notAfter.
 */
public final class IdentitySource implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IdentitySource.class.getName());
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);
    /** The more streams brought nothing new, the longer the next one may: an agent that lives says by itself what is new. */
    private static final Backoff SILENCE = new Backoff(FIRST_ANSWER, Duration.ofMinutes(1));

    private static final Duration JWT_DEADLINE = Duration.ofSeconds(2);

    private final WorkloadApi api;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<WorkloadIdentity> current = new AtomicReference<>();
    private final PastJwtSvids past = new PastJwtSvids();
    private volatile Attempt attempt;
    private volatile String lastError;
    private int failures; // streams in a row that brought nothing new
    private long retryAtNanos;
    private boolean closed;

    public IdentitySource(IdentityConfig config, InstantSource clock) {
        this(new WorkloadApi(config.endpointSocket()), clock, System::nanoTime);
    }

    IdentitySource(WorkloadApi api, InstantSource clock, LongSupplier nanoTime) {
        this.api = api;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.retryAtNanos = nanoTime.getAsLong();
    }

    /** The identity, if there is one that is valid at this moment. */
    public Optional<WorkloadIdentity> current() {
        WorkloadIdentity identity = current.get();
        return identity != null && identity.isValidAt(clock.instant()) ? Optional.of(identity) : Optional.empty();
    }

    /** Whether there ever was one, valid or not. */
    public boolean wasReceived() {
        return current.get() != null;
    }

    /** Why there is no identity, or no news of it; empty while all is well. Fit for operators, holds no secret. */
    public Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /**
     * Fetches a JWT-SVID for one audience (SPIFFE Workload API, section 6.2.1), within two seconds.
     *
     * @throws IdentityUnavailable when the agent refuses, is away or does not answer
     */
    public JwtSvid jwtSvid(String audience) {
        JwtSvid svid = api.fetchJwtSvid(audience, JWT_DEADLINE);
        past.used(audience, svid, clock.instant());
        return svid;
    }

    /** A genuine JWT-SVID that was fetched for this audience and has ended since; empty when none has. */
    public Optional<JwtSvid> expiredJwtSvid(String audience) {
        return past.expired(audience, clock.instant());
    }

    /**
     * Opens the stream, and replaces it when it no longer serves. Never throws. Waits for no agent, only for the threads that make
     * and close clients.
     */
    public synchronized void supervise() {
        if (closed) {
            return;
        }
        Attempt running = attempt;
        if (running != null) {
            Optional<String> fault = running.fault();
            if (fault.isEmpty()) {
                if (running.serves()) {
                    failures = 0;
                    lastError = null;
                }
                return;
            }
            end(running, fault.get());
        }
        if (nanoTime.getAsLong() - retryAtNanos >= 0) {
            attempt = new Attempt();
            attempt.open();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (attempt != null) {
            attempt.close();
            attempt = null;
        }
    }

    private void end(Attempt running, String reason) {
        running.close();
        attempt = null;
        failures = running.broughtNews() ? 0 : failures + 1;
        retryAtNanos = nanoTime.getAsLong() + BACKOFF.after(failures + 1).toNanos();
        if (!reason.equals(lastError)) {
            LOG.warning("The SPIFFE agent delivers no identity; keeping the last one until it ends. reason=\"" + reason
                    + "\"");
        }
        lastError = reason;
    }

    /** @return why it is of no use, if so */
    private Optional<String> accept(X509Context context) {
        try {
            Instant now = clock.instant();
            WorkloadIdentity previous = current.get();
            WorkloadIdentity identity = WorkloadIdentity.of(context, now, updates() + 1);
            if (!identity.isValidAt(now)) {
                return refuse("the agent delivered an SVID that is not valid now, not_after=" + identity.notAfter());
            }
            if (previous != null && identity.isSameAs(previous)) {
                return Optional.empty();
            }
            current.set(identity);
            lastError = null;
            Level level = previous == null ? Level.INFO : Level.FINE;
            LOG.log(
                    level,
                    () -> "SPIFFE identity received. spiffe_id=" + identity.id() + " not_after=" + identity.notAfter()
                            + " update=" + identity.updates());
            return Optional.empty();
        } catch (Exception e) {
            return refuse("the agent delivered an unusable identity: " + e.getMessage());
        }
    }

    private Optional<String> refuse(String reason) {
        if (!reason.equals(lastError)) {
            LOG.warning("Ignored what the SPIFFE agent delivered. reason=\"" + reason + "\"");
        }
        lastError = reason;
        return Optional.of(reason);
    }

    private long updates() {
        WorkloadIdentity identity = current.get();
        return identity == null ? 0 : identity.updates();
    }

    /** One stream, from its opening to its end. */
    private final class Attempt implements Watcher<X509Context> {
        private final long openedNanos = nanoTime.getAsLong();
        private final long updatesBefore = updates();
        private final Duration silence = SILENCE.after(failures + 1);
        private volatile WorkloadApi.Stream stream;
        private volatile String error;
        private volatile Optional<String> refusal = Optional.empty();
        private volatile boolean delivered;

        void open() {
            try {
                stream = api.watchX509(this);
            } catch (RuntimeException | Error e) { // no more threads, for one
                onError(e);
            }
        }

        @Override
        public void onUpdate(X509Context context) {
            refusal = accept(context);
            delivered = true; // last: who sees it finds the identity
        }

        @Override
        public void onError(Throwable failure) {
            String reason = failure.getClass().getSimpleName();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                reason = cause.getMessage() == null ? reason : cause.getMessage(); // the innermost that says something
            }
            error = reason;
        }

        boolean broughtNews() {
            return updates() > updatesBefore;
        }

        /** Whether it is open for long enough to be trusted; for a stream without fault. */
        boolean serves() {
            return delivered && refusal.isEmpty() && age().compareTo(silence) > 0;
        }

        private Duration age() {
            return Duration.ofNanos(nanoTime.getAsLong() - openedNanos);
        }

        /** Why this stream no longer serves, if so. */
        Optional<String> fault() {
            if (error != null) {
                return Optional.of(error);
            }
            if (!delivered) {
                return age().compareTo(FIRST_ANSWER) > 0
                        ? Optional.of("the agent accepts the stream but sends nothing")
                        : Optional.empty();
            }
            WorkloadIdentity identity = current.get();
            boolean overdue = identity == null || identity.isOverdueAt(clock.instant());
            if (!overdue || age().compareTo(refusal.isEmpty() ? silence : FIRST_ANSWER) <= 0) {
                return Optional.empty();
            }
            return refusal.or(
                    () -> Optional.of("the SVID is past two thirds of its life and the agent sends no new one"));
        }

        void close() {
            if (stream != null) {
                try {
                    stream.close();
                } catch (RuntimeException e) {
                    LOG.fine(() -> "Closing a Workload API stream failed: " + e.getMessage());
                }
            }
        }
    }
}
