package io.precinct99.github;

import io.precinct99.problem.Problem;

/** GitHub did not answer, or not as it should; asking again may help. The message is for the log and repeats no answer. */
class GithubAway extends Problem {
    private static final long serialVersionUID = 1L;

    GithubAway(String reason) {
        super(reason, null, GithubFailure.unavailable());
    }

    /** What was thrown, by its type: messages of libraries quote what they read. */
    static GithubAway by(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 16; depth++) {
            root = root.getCause();
        }
        return new GithubAway("the exchange failed with " + root.getClass().getSimpleName());
    }

    /** The deadline is over: asking again is too late. */
    static final class Late extends GithubAway {
        private static final long serialVersionUID = 1L;

        Late() {
            super("the deadline is over");
        }
    }

    /** An answer that will be the same next time, for example one to a question that GitHub does not understand. */
    static final class Senseless extends GithubAway {
        private static final long serialVersionUID = 1L;

        Senseless(String reason) {
            super(reason);
        }
    }
}
