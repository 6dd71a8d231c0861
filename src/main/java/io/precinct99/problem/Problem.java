package io.precinct99.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal or failure as the client sees it. Immutable; everything in it is public, but for the message of a subclass that
 * tells the log more than the client.
 */
public class Problem extends RuntimeException {
    private static final String RATE_LIMITED = "rate_limited";
    /** Draft-ietf-httpapi-ratelimit-headers-11, section 5.1. */
    private static final String QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private static final String QUOTA_EXCEEDED_TITLE =
            "Request cannot be satisfied as assigned quota has been exceeded";

    private final int status;
    private final String code;
    private final String detail;
    private final List<FieldError> errors;
    private final Map<String, String> headers;

    private Problem(int status, String code, String detail, List<FieldError> errors, Map<String, String> headers) {
        // No stack trace: a problem is an answer; what needs tracing is logged where it is recognised.
        super(detail, null, false, false);
        this.detail = detail;
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** A failure with a message of its own for the log; {@code detail} is what the client may read. */
    protected Problem(String message, Throwable cause, Problem seenOutside) {
        super(message, cause, false, false);
        this.detail = seenOutside.detail;
        this.status = seenOutside.status;
        this.code = seenOutside.code;
        this.errors = seenOutside.errors;
        this.headers = seenOutside.headers;
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of());
    }

    public static Problem malformed(String detail) {
        return of(400, "malformed_request", detail);
    }

    /** 401 for a call that needs a token and shows none. */
    public static Problem unauthenticated() {
        return of(401, "authentication_required", "This call needs an access token.")
                .with("WWW-Authenticate", "Bearer realm=\"precinct99\"");
    }

    /** 401 for a token that is wrong in any way: one answer for every cause. */
    public static Problem invalidToken() {
        return of(401, "invalid_token", "The access token is not valid.")
                .with("WWW-Authenticate", "Bearer realm=\"precinct99\", error=\"invalid_token\"");
    }

    public static Problem forbidden() {
        return of(403, "forbidden", "The caller may not do this.");
    }

    public static Problem notFound() {
        return of(404, "not_found", "There is nothing here.");
    }

    public static Problem methodNotAllowed(String allow) {
        return of(405, "method_not_allowed", "This resource does not support the method.")
                .with("Allow", allow);
    }

    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    public static Problem tooLarge() {
        return of(413, "body_too_large", "The body is larger than this call accepts.");
    }

    public static Problem unsupportedMediaType() {
        return of(415, "unsupported_media_type", "This call needs a body with Content-Type: application/json.");
    }

    /** 415 for a compressed body (RFC 9110, section 15.5.16). */
    static Problem unsupportedEncoding() {
        return of(415, "unsupported_media_type", "This call takes no Content-Encoding.")
                .with("Accept-Encoding", "identity");
    }

    /** 422: well-formed, but these rules are broken. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(422, "validation_failed", "The request breaks a rule.", errors, Map.of());
    }

    /** 429: a quota is used up. */
    public static Problem tooManyRequests(long retryAfterSeconds) {
        return of(429, RATE_LIMITED, "Too many requests; try again later.").retryAfter(retryAfterSeconds);
    }

    /** 429 without a quota: as much is being done as can be. */
    public static Problem busy(String detail, long retryAfterSeconds) {
        return of(429, "busy", detail).retryAfter(retryAfterSeconds);
    }

    public static Problem notImplemented() {
        return of(501, "method_not_implemented", "The server does not know this method.");
    }

    /** 503: something this call depends on is away. */
    public static Problem unavailable(String code, String detail, long retryAfterSeconds) {
        return of(503, code, detail).retryAfter(retryAfterSeconds);
    }

    /** A copy with one more header in its answer. */
    public Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, detail, errors, more);
    }

    private Problem retryAfter(long seconds) {
        return with("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    public int status() {
        return status;
    }

    /** RFC 9457, section 3.1.1: the one type that somebody else defined, and else what the status says. */
    String type() {
        return quotaExceeded() ? QUOTA_EXCEEDED : "about:blank";
    }

    String title() {
        return quotaExceeded() ? QUOTA_EXCEEDED_TITLE : StandardProblem.title(status);
    }

    private boolean quotaExceeded() {
        return code.equals(RATE_LIMITED);
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
