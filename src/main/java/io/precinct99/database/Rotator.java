package io.precinct99.database;

import io.precinct99.vault.VaultException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Decides when a generation is replaced, and by whom: one rotation at a time, scheduled ones inside the lease's life, forced
 * ones at most every five seconds. {@link #tick()} is called every tenth of a second and never throws.
 */
final class Rotator {
    private static final Logger LOG = Logger.getLogger(Rotator.class.getName());

    private final Generations generations;
    private final Rotations history;
    private final NextRotation next;
    private final Drain drain;
    private final DatabaseMetrics metrics;
    private final Executor executor;
    private final AtomicBoolean warming = new AtomicBoolean();
    private final AtomicInteger draining = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private volatile long lastManualNanos = System.nanoTime() - RotationRequest.WINDOW.toNanos();
    private volatile String lastError;
    private volatile boolean stopped;

    Rotator(
            Generations generations,
            Rotations history,
            RotationSchedule schedule,
            Drain drain,
            DatabaseMetrics metrics,
            Executor executor) {
        this.generations = generations;
        this.history = history;
        this.next = new NextRotation(generations, schedule);
        this.drain = drain;
        this.metrics = metrics;
        this.executor = executor;
    }

    /** Why the last try failed; empty while all is well. */
    Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** Time until the next scheduled rotation. */
    Duration untilNext() {
        return next.until();
    }

    /** Starts what is due. */
    void tick() {
        Generation active = generations.active();
        if (active != null && active.distrustOnce()) {
            generations.suspect(active, "past its end by the wall clock: the machine slept, or the clock was set");
        }
        if (due().isPresent()) {
            attempt();
        }
    }

    private Optional<Rotation.Cause> due() {
        return next.due(draining.get() > 0);
    }

    /** The active generation is known to be revoked: replace it without waiting for its schedule. */
    void replaceRevoked() {
        next.replaceNow();
        tick();
    }

    /**
     * A rotation that an operator asked for. Runs on another thread; the answer says whether it was taken.
     *
     * @param record called once it is certain that the rotation is taken and before anything is replaced; what it throws ends
     *     the rotation there
     */
    RotationRequest request(Consumer<Rotation> record) {
        if (!warming.compareAndSet(false, true)) {
            return new RotationRequest.AlreadyRunning();
        }
        if (draining.get() > 0) { // asked only now: a rotation that ends in between begins to drain before it lets go
            warming.set(false);
            return new RotationRequest.AlreadyRunning();
        }
        Duration since = Duration.ofNanos(System.nanoTime() - lastManualNanos);
        boolean tooSoon = since.compareTo(RotationRequest.WINDOW) < 0;
        if (tooSoon || stopped || generations.active() == null) {
            warming.set(false);
            return tooSoon
                    ? new RotationRequest.TooSoon(RotationRequest.WINDOW.minus(since))
                    : new RotationRequest.Unavailable();
        }
        Rotation rotation = start(Rotation.Cause.MANUAL);
        CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        try {
            executor.execute(() -> runOnce(rotation, recorded));
        } catch (RejectedExecutionException stopping) {
            abandon(rotation, "stopping");
            return new RotationRequest.Unavailable();
        }
        try {
            record.accept(rotation);
            lastManualNanos = System.nanoTime();
            recorded.complete(true);
        } finally {
            recorded.complete(false); // too late when all went well
        }
        return new RotationRequest.Accepted(rotation);
    }

    private void runOnce(Rotation rotation, CompletableFuture<Boolean> recorded) {
        if (recorded.join()) {
            run(rotation);
        } else {
            abandon(rotation, "it could not be recorded; nothing was replaced");
        }
    }

    private void abandon(Rotation rotation, String reason) {
        finish(rotation.finished(Rotation.Outcome.FAILED, Optional.empty(), Optional.of(reason)));
        warming.set(false);
    }

    /** Takes no more work and waits a bounded time for what is under way. */
    void stop() {
        stopped = true;
        long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        while ((warming.get() || draining.get() > 0) && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    boolean isStopped() {
        return stopped;
    }

    private void attempt() {
        if (stopped || !warming.compareAndSet(false, true)) {
            return;
        }
        Optional<Rotation.Cause> cause = due(); // again: a rotation may have ended in between
        if (cause.isPresent()) {
            run(start(cause.get()));
        } else {
            warming.set(false);
        }
    }

    private Rotation start(Rotation.Cause cause) {
        Rotation rotation = Rotation.started(numbers.incrementAndGet(), cause);
        history.put(rotation);
        return rotation;
    }

    private void run(Rotation rotation) {
        try {
            Generation old = generations.swap(generations.warm(rotation.number()));
            succeeded(rotation, old);
        } catch (Throwable e) { // an Error too: of threads that cannot be had, for example
            failed(rotation, e);
        } finally {
            warming.set(false);
        }
    }

    private void succeeded(Rotation rotation, Generation old) {
        Duration life = generations.active().expiry().remaining();
        lastError = null;
        next.succeeded(rotation.cause(), life);
        LOG.info("New database login is active. generation=" + rotation.number() + " cause="
                + rotation.cause().label() + " expires_in_s=" + life.toSeconds() + " next_rotation_in_s="
                + untilNext().toSeconds());
        if (old == null) {
            finish(rotation.finished(Rotation.Outcome.SUCCEEDED, Optional.empty(), Optional.empty()));
            return;
        }
        draining.incrementAndGet();
        try {
            executor.execute(() -> {
                try {
                    finish(drain.end(old, rotation));
                } catch (RuntimeException e) {
                    finish(rotation.finished(
                            Rotation.Outcome.FAILED,
                            Optional.empty(),
                            Optional.of("not given back: " + e.getClass().getSimpleName())));
                    throw e;
                } finally {
                    draining.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException stopping) {
            draining.decrementAndGet(); // the stop gives it back
        }
    }

    /** Fit for operators, who see it in answers of the API: what PostgreSQL or the vault says may name the login. */
    private static String reason(Throwable failure) {
        if (failure instanceof SQLException refusal && refusal.getSQLState() != null) {
            return "PostgreSQL does not take the new login, SQLSTATE " + refusal.getSQLState();
        }
        if (failure instanceof VaultException refusal) {
            return refusal.summary();
        }
        return failure instanceof SQLException
                ? failure.getMessage()
                : "it met an unforeseen " + failure.getClass().getSimpleName();
    }

    private void failed(Rotation rotation, Throwable failure) {
        String reason = reason(failure);
        Generation active = generations.active();
        Duration life = active == null || active.isRevoked()
                ? Duration.ZERO
                : active.expiry().remaining();
        Duration pause = next.failed(
                rotation.cause(), life, failure instanceof VaultException vault ? vault.retryAfter() : Duration.ZERO);
        if (active != null) {
            active.lastError(reason);
        }
        if (!reason.equals(lastError)) {
            LOG.warning("Getting a database login failed; trying again. rotation=" + rotation.number() + " cause="
                    + rotation.cause().label() + " retry_in_ms=" + pause.toMillis() + " life_left_s="
                    + life.toSeconds() + " reason=\"" + failure.getMessage() + "\"");
        }
        lastError = reason;
        finish(rotation.finished(Rotation.Outcome.FAILED, Optional.empty(), Optional.of(reason)));
    }

    private void finish(Rotation rotation) {
        history.put(rotation);
        metrics.finished(rotation);
    }
}
