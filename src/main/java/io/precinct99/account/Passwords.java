package io.precinct99.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/** Hashes and compares passwords, never more at once than leave a core for other requests. Thread-safe. */
@ApplicationScoped
public class Passwords {
    private static final int MAX_WAITING = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    /** Any text of this form costs the full work and matches nothing that anybody knows. */
    private static final String NOBODY = "$2b$%02d$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

    private static final Password OVERLONG = new Password("a password that is compared instead of an over-long one");
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;

    private final int cost;
    private final Semaphore permits;
    private final int maxWaiting;

    protected Passwords() {
        this(0, 1, 0);
    }

    @Inject
    public Passwords(Config config) {
        this(
                AccountConfig.load(config).cost(),
                Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                MAX_WAITING);
    }

    Passwords(int cost, int parallel, int maxWaiting) {
        this.cost = cost;
        this.permits = new Semaphore(parallel, true);
        this.maxWaiting = maxWaiting;
    }

    /**
     * @param password within the rules: at most 72 bytes
     * @throws Problem 503 when too many are waiting
     */
    String hash(Password password) {
        return bounded(() -> new String(
                BCrypt.with(VERSION, LongPasswordStrategies.strict(VERSION)).hash(cost, password.bytes()), US_ASCII));
    }

    /**
     * Whether the password belongs to the hash. The same work for no hash at all and for an over-long password, which
     * never match.
     *
     * @throws Problem 503 when too many are waiting
     */
    boolean match(Password password, String hashOrNull) {
        String hash = hashOrNull == null ? String.format(Locale.ROOT, NOBODY, cost) : hashOrNull;
        boolean tooLong = password.tooLong();
        byte[] compared = (tooLong ? OVERLONG : password).bytes();
        boolean equal = bounded(() -> BCrypt.verifyer(VERSION, LongPasswordStrategies.strict(VERSION))
                .verify(compared, hash.getBytes(US_ASCII))
                .verified);
        return equal && !tooLong && hashOrNull != null;
    }

    private <T> T bounded(Supplier<T> work) {
        boolean admitted = false;
        try {
            admitted = permits.getQueueLength() < maxWaiting + 1
                    && permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (!admitted) {
            throw Problem.unavailable("busy", "Too many passwords are being checked at the moment.", 2);
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
