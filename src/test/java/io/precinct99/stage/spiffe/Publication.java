package io.precinct99.stage.spiffe;

import io.grpc.Status;
import io.spiffe.spiffeid.SpiffeId;
import java.util.List;
import java.util.Optional;

/**
 * Everything the Workload API answers from, replaced as a whole.
 *
 * @param svids one per entry, the default identity first
 */
record Publication(List<X509Leaf> svids, Authorities authorities, Optional<Fault> fault) {

    /** SPIRE's words. */
    static final Status NO_IDENTITY = Status.PERMISSION_DENIED.withDescription("no identity issued");

    Publication {
        svids = List.copyOf(svids);
    }

    boolean has(Fault some) {
        return fault.filter(some::equals).isPresent();
    }

    List<SpiffeId> entries() {
        return svids.stream().map(X509Leaf::id).toList();
    }

    Optional<Status> refusal() {
        if (has(Fault.UNAVAILABLE)) {
            return Optional.of(Status.UNAVAILABLE.withDescription("agent is away"));
        }
        return svids.isEmpty() || has(Fault.PERMISSION_DENIED) ? Optional.of(NO_IDENTITY) : Optional.empty();
    }
}
