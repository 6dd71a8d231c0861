package io.precinct99.stage.vault;

import java.time.Duration;

/**
 * A way in which the vault misbehaves, for all paths or for those under a prefix (without {@code /v1/}).
 *
 * @param kind what goes wrong
 * @param duration delay of {@code SLOW}, Retry-After of {@code QUOTA}, otherwise zero
 * @param status status of {@code REVOKE_REFUSED}, otherwise 0
 * @param prefix paths concerned; empty for all
 */
public record Fault(Kind kind, Duration duration, int status, String prefix) {

    public enum Kind {
        /** 503 on everything but health; nothing expires meanwhile. */
        SEALED,
        /** Not the active node: health says 429, everything else 500. */
        STANDBY,
        /** Every answer comes late. */
        SLOW,
        /** Requests are accepted and answered only once healed. */
        HANG,
        /** The connection is cut without an answer. */
        RESET,
        /** 429 with Retry-After. */
        QUOTA,
        /** 500 on everything. */
        INTERNAL,
        /** 200 with a body that is not JSON. */
        GARBAGE,
        /** 200 with an endless JSON string of more than 300 MB. */
        HUGE,
        /** Credentials whose lease_duration is ten years, while the lease dies on time. */
        LYING_LEASE,
        /** database/creds answers 500. */
        CREDS_REFUSED,
        /** sys/leases/revoke refuses. */
        REVOKE_REFUSED
    }

    public static final Fault SEALED = of(Kind.SEALED);
    public static final Fault STANDBY = of(Kind.STANDBY);
    public static final Fault HANG = of(Kind.HANG);
    public static final Fault RESET = of(Kind.RESET);
    public static final Fault INTERNAL = of(Kind.INTERNAL);
    public static final Fault GARBAGE = of(Kind.GARBAGE);
    public static final Fault HUGE = of(Kind.HUGE);
    public static final Fault LYING_LEASE = of(Kind.LYING_LEASE);
    public static final Fault CREDS_REFUSED = of(Kind.CREDS_REFUSED).under("database/creds/");

    public static Fault slow(Duration delay) {
        return new Fault(Kind.SLOW, delay, 0, "");
    }

    public static Fault quota(Duration retryAfter) {
        return new Fault(Kind.QUOTA, retryAfter, 0, "");
    }

    /** 400 as when PostgreSQL refuses, or 403 as when the policy does. */
    public static Fault revokeRefused(int status) {
        return new Fault(Kind.REVOKE_REFUSED, Duration.ZERO, status, "sys/leases/revoke");
    }

    /** The same fault for the paths under a prefix only. */
    public Fault under(String pathPrefix) {
        return new Fault(kind, duration, status, pathPrefix);
    }

    boolean concerns(String path) {
        return path.startsWith(prefix);
    }

    private static Fault of(Kind kind) {
        return new Fault(kind, Duration.ZERO, 0, "");
    }
}
