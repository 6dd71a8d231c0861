package io.precinct99.stage.spiffe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The published authorities, oldest first: those before the signer are old, those behind it prepared. Whoever trusts
 * the trust domain trusts all of them.
 *
 * @param published never empty
 * @param active index of the one that signs
 */
record Authorities(List<Authority> published, int active) {

    Authorities {
        published = List.copyOf(published);
        if (active < 0 || active >= published.size()) {
            throw new IllegalArgumentException("no authority signs");
        }
    }

    Authority signer() {
        return published.get(active);
    }

    boolean hasPrepared() {
        return active < published.size() - 1;
    }

    Authorities prepared(Authority next) {
        List<Authority> more = new ArrayList<>(published);
        more.add(next);
        return new Authorities(more, active);
    }

    Authorities activated() {
        if (!hasPrepared()) {
            throw new IllegalStateException("no authority is prepared");
        }
        return new Authorities(published, active + 1);
    }

    Authorities withoutOld() {
        return new Authorities(published.subList(active, published.size()), 0);
    }

    /** Without old ones whose certificates have ended; the signer stays. */
    Authorities withoutEnded(Instant now) {
        int ended = 0;
        while (ended < active && published.get(ended).hasEnded(now)) {
            ended++;
        }
        return new Authorities(published.subList(ended, published.size()), active - ended);
    }
}
