package io.precinct99.stage.vault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The answers that faults give instead of the vault's own. */
final class FaultyAnswers {

    private static final byte[] GARBAGE =
            "<html><body>502 Bad Gateway</body></html>\u0000\u0001{".getBytes(StandardCharsets.UTF_8);

    private FaultyAnswers() {}

    static Optional<Answer> instead(Faults faults, String path) {
        return faults.on(path).flatMap(FaultyAnswers::of);
    }

    private static Optional<Answer> of(Fault fault) {
        return switch (fault.kind()) {
            case QUOTA ->
                Optional.of(Answer.errors(429, "request path: rate limit quota exceeded")
                        .with("Retry-After", Long.toString(Ttl.seconds(fault.duration()))));
            case INTERNAL -> Optional.of(Answer.errors(500, "internal error"));
            case GARBAGE -> Optional.of(new Answer(200, GARBAGE, Map.of("Content-Type", "text/html")));
            case CREDS_REFUSED -> Optional.of(Answer.errors(500, Refusal.listed("failed to create the credentials")));
            case REVOKE_REFUSED ->
                Optional.of(
                        fault.status() == 403
                                ? Refusal.denied().answer()
                                : Answer.errors(fault.status(), "failed to revoke lease"));
            case SEALED, STANDBY, SLOW, HANG, RESET, HUGE, LYING_LEASE -> Optional.empty();
        };
    }
}
