package io.precinct99.audit;

import java.util.Optional;

/**
 * How far the trail is proven.
 *
 * @param entries rows that were verified, from the first on
 * @param firstBroken audit id of the first row that is not as it was linked, or that is missing; empty when all is well. Where
 *     only a checkpoint contradicts the chain, it is the first row after the last checkpoint that still holds
 * @param verifiedUpTo audit id of the last row that is proven; 0 when none is
 */
public record VerificationResult(long entries, Optional<Long> firstBroken, long verifiedUpTo) {
    static VerificationResult broken(Link proven, long firstBroken) {
        return new VerificationResult(proven.seq(), Optional.of(firstBroken), proven.auditId());
    }

    static VerificationResult whole(Link last) {
        return new VerificationResult(last.seq(), Optional.empty(), last.auditId());
    }
}
