package io.precinct99.problem;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Catches the problem that a call must end with. */
public final class Problems {
    private Problems() {}

    public static Problem thrownBy(ThrowingCallable call) {
        Problem problem = catchThrowableOfType(Problem.class, call);
        if (problem == null) {
            throw new AssertionError("Nothing was refused.");
        }
        return problem;
    }
}
