package io.precinct99.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Counts guesses at passwords per name and per address, for all replicas, and locks both. A guess is counted before it is
 * compared, so that no number of parallel ones gets past the limit; the statements are the same whatever the outcome, so
 * that their time tells nothing. Time is the database's.
 */
@ApplicationScoped
public class Guesses {
    /** Guesses of a process that died are forgotten after a minute without news. */
    private static final String BEGIN = """
            INSERT INTO lockouts AS l (key, comparing, touched_at) VALUES (?, 1, now()), (?, 1, now())
            ON CONFLICT (key) DO UPDATE
            SET comparing = CASE WHEN l.touched_at < now() - interval '1 minute' THEN 1 ELSE l.comparing + 1 END,
                touched_at = now()
            RETURNING coalesce(locked_until > now(), false) AS locked, comparing,
                      (SELECT count(*) FROM unnest(failures) f WHERE f > now() - make_interval(secs => ?)) AS recent
            """;

    /** {@code recent} is the failures within the window; the one that completes the number locks and clears them. */
    private static final String END = """
            UPDATE lockouts l
            SET comparing = greatest(l.comparing - 1, 0), touched_at = now(),
                failures = CASE WHEN o.forget OR o.locks THEN '{}' WHEN o.failed THEN o.recent || now() ELSE o.recent END,
                locked_until = CASE WHEN o.locks THEN now() + make_interval(secs => ?) ELSE l.locked_until END
            FROM (SELECT key, recent, failed, forget, failed AND cardinality(recent) + 1 >= ? AS locks
                  FROM (SELECT key, ARRAY(SELECT f FROM unnest(failures) f WHERE f > now() - make_interval(secs => ?))
                                    AS recent,
                               CAST(? AS boolean) AS failed, CAST(? AS boolean) AS forget
                        FROM lockouts WHERE key = ? FOR UPDATE) known) o
            WHERE l.key = o.key
            """;

    private static final String FORGET = """
            DELETE FROM lockouts
            WHERE touched_at < now() - make_interval(secs => ?) AND (locked_until IS NULL OR locked_until < now())
            """;

    private final Lockout limits;

    @PersistenceContext(unitName = "precinct99")
    EntityManager entities;

    protected Guesses() {
        this.limits = null;
    }

    @Inject
    public Guesses(Config config) {
        this.limits = AccountConfig.load(config).lockout();
    }

    /** Counts a guess. Each is followed by {@link #end}. */
    @Transactional
    public Guess begin(LoginName name, String address) {
        List<?> rows = entities.createNativeQuery(BEGIN)
                .setParameter(1, key(name))
                .setParameter(2, key(address))
                .setParameter(3, seconds())
                .getResultList();
        Object[] byName = (Object[]) rows.get(0);
        Object[] byAddress = (Object[]) rows.get(1);
        boolean locked = (Boolean) byName[0] || (Boolean) byAddress[0];
        long tried = ((Number) byName[1]).longValue() + ((Number) byName[2]).longValue();
        return new Guess(name, address, !locked && tried <= 2L * limits.failures());
    }

    /**
     * Counts the outcome: a wrong guess against name and address, a right one in favour of the name. One that was not
     * admitted counts against the address alone, so that nobody prolongs another's lock.
     */
    @Transactional
    public void end(Guess guess, Guess.Result result) {
        boolean wrong = result == Guess.Result.WRONG;
        boolean right = result == Guess.Result.RIGHT;
        end(key(guess.name()), limits.failures(), wrong && guess.admitted(), right);
        end(key(guess.address()), limits.addressFailures(), wrong, false);
    }

    /** Deletes counts that no longer matter. */
    @Transactional
    public void forgetOld() {
        entities.createNativeQuery(FORGET).setParameter(1, 2 * seconds()).executeUpdate();
    }

    private void end(String key, int limit, boolean failed, boolean forget) {
        entities.createNativeQuery(END)
                .setParameter(1, seconds())
                .setParameter(2, limit)
                .setParameter(3, seconds())
                .setParameter(4, failed)
                .setParameter(5, forget)
                .setParameter(6, key)
                .executeUpdate();
    }

    private int seconds() {
        return (int) limits.window().toSeconds();
    }

    private static String key(LoginName name) {
        return "name " + name.canonical();
    }

    private static String key(String address) {
        return "address " + address;
    }
}
