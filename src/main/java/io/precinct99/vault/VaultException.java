package io.precinct99.vault;

import io.precinct99.problem.Problem;
import java.time.Duration;

/**
 * The vault did not do what was asked. Seen from outside it is always 503 {@code vault_unavailable}: whatever the reason, the
 * caller can only come back later. The message is for the log: it says what the vault said. It holds no secret of ours.
 */
public final class VaultException extends Problem {
    private static final long serialVersionUID = 1L;

    /** What a caller inside can tell apart. */
    public enum Kind {
        /** No answer, too late, sealed, overloaded, garbage: the same call may work later. */
        UNAVAILABLE,
        /** 403: our token is no longer good, or a policy forbids it. */
        DENIED,
        /** 404: nothing is stored there. */
        NOT_FOUND,
        /** Any other refusal (400, …). */
        REFUSED
    }

    private final Kind kind;
    private final String summary;
    private final Duration retryAfter;

    VaultException(Kind kind, String summary, String detail, Throwable cause, Duration retryAfter) {
        super(
                summary + detail,
                cause,
                Problem.unavailable("vault_unavailable", "A secret cannot be read right now; try again.", 1));
        this.kind = kind;
        this.summary = summary;
        this.retryAfter = retryAfter;
    }

    static VaultException unavailable(String reason, Throwable cause) {
        return new VaultException(Kind.UNAVAILABLE, reason, "", cause, Duration.ZERO);
    }

    public Kind kind() {
        return kind;
    }

    /** The message without what came from the vault or the network, which may name roles, hosts or paths: fit for the API. */
    public String summary() {
        return summary;
    }

    /** How long the vault asked to be left alone; zero when it did not. */
    public Duration retryAfter() {
        return retryAfter;
    }

    boolean isNotFound() {
        return kind == Kind.NOT_FOUND;
    }
}
