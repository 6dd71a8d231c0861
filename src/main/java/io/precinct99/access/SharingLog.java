package io.precinct99.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says whether limits are shared, at most once a minute: a database that comes and goes would flood the log. What lasts is said
 * at last. Thread-safe.
 */
final class SharingLog {
    private static final Logger LOG = System.getLogger(SharingLog.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private volatile boolean alone;
    private volatile boolean saidAlone;
    private long saidAtNanos;
    private int changes;

    SharingLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.saidAtNanos = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    void works() {
        if (alone || saidAlone) {
            seen(false, Level.INFO, "Rate limits are shared again.");
        }
    }

    void fails(RuntimeException reason) {
        if (!alone || !saidAlone) {
            seen(
                    true,
                    Level.WARNING,
                    "Rate limits cannot be shared; this replica counts by itself. reason=\"" + reason.getMessage()
                            + "\"");
        }
    }

    private synchronized void seen(boolean now, Level level, String text) {
        if (now != alone) {
            alone = now;
            changes++;
        }
        if (now != saidAlone && nanoTime.getAsLong() - saidAtNanos >= PAUSE.toNanos()) {
            LOG.log(level, text + " unsaid_changes=" + (changes - 1));
            saidAlone = now;
            saidAtNanos = nanoTime.getAsLong();
            changes = 0;
        }
    }
}
