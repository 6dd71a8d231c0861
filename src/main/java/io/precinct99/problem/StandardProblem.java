package io.precinct99.problem;

/** The problem of a bare status: what is said when only the status is known. */
final class StandardProblem {
    private StandardProblem() {}

    static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.malformed("The request is malformed.");
            case 401 -> Problem.unauthenticated();
            case 403 -> Problem.forbidden();
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(405, "method_not_allowed", "This resource does not support the method.");
            case 406 -> Problem.of(406, "not_acceptable", "No representation that the Accept header allows.");
            case 409 -> Problem.conflict("conflict", "In conflict with the present state.");
            case 413 -> Problem.tooLarge();
            case 414 -> Problem.of(414, "uri_too_long", "The address is too long.");
            case 415 -> Problem.unsupportedMediaType();
            case 429 -> Problem.tooManyRequests(1);
            case 431 -> Problem.of(431, "headers_too_large", "The header fields are too large.");
            case 501 -> Problem.notImplemented();
            case 502 ->
                Problem.of(502, "upstream_failed", "A service that this call needs did not answer as it should.");
            case 503 -> Problem.unavailable("unavailable", "The service is not available at the moment.", 5);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(status, "refused", "The request was refused.")
                        : Problem.of(500, "internal_error", "Something went wrong on our side.");
        };
    }

    /** The phrase of RFC 9110 and its relatives. */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 422 -> "Unprocessable Content";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Error";
        };
    }
}
