package io.precinct99.token;

import io.precinct99.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The deny-list in the database, which all replicas share. */
@ApplicationScoped
public class DenyList {
    private static final String STORE = """
            INSERT INTO ended_tokens (token, epoch, spared, expires_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (token) DO UPDATE
            SET epoch = EXCLUDED.epoch, spared = EXCLUDED.spared, expires_at = EXCLUDED.expires_at,
                changed_by = pg_current_xact_id()
            """;

    /** One row at least, because the horizon must come from the snapshot that the rows come from. */
    private static final String CHANGES = """
            SELECT now.horizon, e.token, e.epoch, e.spared, e.expires_at
            FROM (SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS horizon) now
            LEFT JOIN ended_tokens e ON e.changed_by >= CAST(? AS xid8)
            """;

    /**
     * Two clocks must agree: one that is ahead would give all replicas logged-out tokens back. So would a row that leaves
     * while a host whose clock is behind by the leeway takes its token for live.
     */
    static final String FORGET =
            "DELETE FROM ended_tokens WHERE expires_at < least(CAST(? AS timestamptz), now()) - interval '"
                    + Claims.LEEWAY + " s'";

    private final InstantSource clock;

    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    protected DenyList() {
        this(null);
    }

    @Inject
    public DenyList(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What changed since an earlier look.
     *
     * @param horizon pass it next time: every transaction that is not in these entries is at or after it
     */
    record Changes(List<EndedToken> entries, String horizon) {
        /** Before every transaction. */
        static final String BEGINNING = "0";
    }

    /** Ends the presented token, in the transaction of the caller. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(Caller.Person caller) {
        store(EndedToken.one(caller));
    }

    /** Ends the person's other tokens from before the epoch, in the transaction of the caller. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endOthers(Caller.Person caller, int epoch) {
        store(EndedToken.others(caller, epoch, clock.instant()));
    }

    private void store(EndedToken entry) {
        entities.createNativeQuery(STORE)
                .setParameter(1, entry.token())
                .setParameter(2, entry.epoch())
                .setParameter(3, entry.spared())
                .setParameter(4, Timestamp.from(Instant.ofEpochSecond(entry.expiresAt())))
                .executeUpdate();
    }

    Changes since(String horizon) {
        List<?> rows =
                entities.createNativeQuery(CHANGES).setParameter(1, horizon).getResultList();
        List<EndedToken> entries = new ArrayList<>();
        String next = horizon;
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            next = (String) row[0];
            if (row[1] != null) {
                entries.add(new EndedToken(
                        (String) row[1],
                        row[2] == null ? 0 : (Integer) row[2],
                        (String) row[3],
                        ((Timestamp) row[4]).toInstant().getEpochSecond()));
            }
        }
        return new Changes(entries, next);
    }

    @Transactional
    public void forgetExpired() {
        entities.createNativeQuery(FORGET)
                .setParameter(1, Timestamp.from(clock.instant()))
                .executeUpdate();
    }
}
