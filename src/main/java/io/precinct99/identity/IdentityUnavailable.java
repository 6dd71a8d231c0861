package io.precinct99.identity;

/** There is no usable SPIFFE identity right now. The message says why, for operators; it holds no secret. */
public final class IdentityUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IdentityUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
