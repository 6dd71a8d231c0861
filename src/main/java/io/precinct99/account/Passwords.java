package io.precinct99.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.precinct99.problem.Problem;
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
        return new String(
                BCrypt.with(VERSION, LongPasswordStrategies.strict(VERSION)).hash(cost, password.bytes()), US_ASCII);
    }

    /**
     * Whether the password belongs to the hash. The same work for no hash at all and for an over-long password, which
     * never match.
     */
    boolean match(Password password, String hashOrNull) {
        String hash = hashOrNull == null ? nobody(cost) : hashOrNull;
        boolean tooLong = password.tooLong();
        byte[] compared = (tooLong ? OVERLONG : password).bytes();
        boolean equal = BCrypt.verifyer(VERSION, LongPasswordStrategies.strict(VERSION))
                .verify(compared, hash.getBytes(US_ASCII))
                .verified;
        return equal && !tooLong && hashOrNull != null;
    }

    /** Whether a hash was made with another cost than the one that is configured now: it costs less, or more, than a nobody's. */
    boolean outdated(String hash) {
        return !hash.startsWith(String.format(Locale.ROOT, "$2b$%02d$", cost));
    }

    static String nobody(int cost) {
        return String.format(Locale.ROOT, NOBODY, cost);
    }
}
