package io.precinct99.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.precinct99.problem.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/** Hashes and compares passwords, a bounded number at once. Thread-safe. */
@ApplicationScoped
public class Passwords {
    private static final int MAX_WAITING = 64;
    /** Any text of this form costs the full work and matches nothing that anybody knows. */
    private static final String NOBODY = "$2b$%02d$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

    private static final Password OVERLONG = new Password("a password that is compared instead of an over-long one");
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;

    private final int cost;
    private final HashingSlots slots;

    protected Passwords() {
        this(0, null);
    }

    @Inject
    public Passwords(Config config) {
        this(
                AccountConfig.load(config).cost(),
                new HashingSlots(Runtime.getRuntime().availableProcessors(), MAX_WAITING));
    }

    Passwords(int cost, HashingSlots slots) {
        this.cost = cost;
        this.slots = slots;
    }

    @PreDestroy
    void stop() {
        slots.close();
    }

    /**
     * Does work that holds a hash or a comparison when its turn has come: each of them keeps a core busy for a quarter of a
     * second.
     *
     * @throws Problem 429 when too many are waiting
     */
    <T> T inTurn(Supplier<T> work) {
        return slots.run(work);
    }

    /** @param password within the rules: at most 72 bytes */
    String hash(Password password) {
        return slots.compute(() -> new String(
                BCrypt.with(VERSION, LongPasswordStrategies.strict(VERSION)).hash(cost, password.bytes()), US_ASCII));
    }

    /**
     * Whether the password belongs to the hash. The same work for no hash at all and for an over-long password, which
     * never match, and for a hash of a lower cost.
     */
    boolean match(Password password, String hashOrNull) {
        String hash = hashOrNull == null ? nobody(cost) : hashOrNull;
        boolean tooLong = password.tooLong();
        return slots.compute(() -> {
            BCrypt.Result result = compare(tooLong ? OVERLONG : password, hash);
            boolean matches = result.verified && !tooLong && hashOrNull != null;
            if (!matches && result.validFormat) {
                makeUpFor(result.details.cost);
            }
            return matches;
        });
    }

    /** Each step of the cost doubles the work, so all costs between them are what a lower one lacks to today's. */
    private void makeUpFor(int lower) {
        for (int missing = lower; missing < cost; missing++) {
            compare(OVERLONG, nobody(missing));
        }
    }

    BCrypt.Result compare(Password password, String hash) {
        return BCrypt.verifyer(VERSION, LongPasswordStrategies.strict(VERSION))
                .verify(password.bytes(), hash.getBytes(US_ASCII));
    }

    /** Whether a hash was made with another cost than the one that is configured now. One that costs more is told from a nobody's. */
    boolean outdated(String hash) {
        return !hash.startsWith(String.format(Locale.ROOT, "$2b$%02d$", cost));
    }

    static String nobody(int cost) {
        return String.format(Locale.ROOT, NOBODY, cost);
    }
}
