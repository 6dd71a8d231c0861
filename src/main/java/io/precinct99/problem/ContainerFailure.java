package io.precinct99.problem;

import java.util.Optional;

/**
 * Tells from what Open Liberty throws whether the client made a mistake. Its classes are not ours to compile against, so it
 * is known by the names of classes and the codes of messages, which are the same in every language.
 */
final class ContainerFailure {
    private ContainerFailure() {}

    static Optional<Problem> of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (message.startsWith("CWWWC0005I")) { // %2F, %2E, %23 or %5C in the path
            return Optional.of(Problem.malformed("The address is malformed."));
        }
        if (message.startsWith("SRVE0190E")) { // WEB-INF and META-INF are nobody's to see
            return Optional.of(Problem.notFound());
        }
        return failure.getClass().getSimpleName().equals("IllegalHttpBodyException")
                ? Optional.of(Problem.malformed("The body is not framed as HTTP asks.")
                        .with("Connection", "close"))
                : Optional.empty();
    }
}
