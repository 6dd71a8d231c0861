package io.precinct99.operations;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.precinct99.identity.IdentitySource;
import java.time.InstantSource;
import java.util.Map;

/** Whether there is an SVID that is valid at this moment, by its own notAfter. */
record SpireCheck(IdentitySource identities, InstantSource clock) implements Check {
    @Override
    public Finding now() {
        return identities
                .current()
                .<Finding>map(identity -> new Finding.Up(Map.of(
                        "spiffe_id",
                        identity.id().toString(),
                        "expires_in_seconds",
                        clock.instant().until(identity.notAfter(), SECONDS))))
                .orElseGet(() -> new Finding.Down(
                        identities.wasReceived(),
                        Diagnosis.ofIdentity(identities.lastError().orElse(""))));
    }
}
