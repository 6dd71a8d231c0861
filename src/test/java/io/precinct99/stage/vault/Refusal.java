package io.precinct99.stage.vault;

/** A request that is answered with {@code {"errors":[…]}}. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The token is missing, unknown or has ended. */
    static Refusal noToken() {
        return new Refusal(403, "permission denied");
    }

    /** The token's policies do not allow the request. */
    static Refusal denied() {
        return new Refusal(403, listed("permission denied"));
    }

    static Refusal unsupportedPath() {
        return new Refusal(404, listed("unsupported path"));
    }

    static Refusal unsupportedOperation() {
        return new Refusal(405, listed("unsupported operation"));
    }

    /** Nothing there: an empty list of errors. */
    static Refusal notFound() {
        return new Refusal(404, "");
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    /** The text that OpenBao makes of one error in its router. */
    static String listed(String error) {
        return "1 error occurred:\n\t* " + error + "\n\n";
    }

    Answer answer() {
        return getMessage().isEmpty() ? Answer.errors(status) : Answer.errors(status, getMessage());
    }
}
