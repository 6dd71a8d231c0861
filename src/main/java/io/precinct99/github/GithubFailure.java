package io.precinct99.github;

import io.precinct99.problem.Problem;
import java.time.Duration;

/** The answers when a call with a token does not work out. */
final class GithubFailure {
    private GithubFailure() {}

    static Problem notConfigured() {
        return Problem.of(404, "github_not_configured", "There is no GitHub token; configure one first.");
    }

    static Problem unauthorized() {
        return Problem.of(502, "github_unauthorized", "GitHub does not accept the token; configure another one.");
    }

    static Problem rateLimited(Duration pause) {
        return Problem.of(502, "github_rate_limited", "GitHub wants no more calls with this token for a while.")
                .with("Retry-After", Long.toString(pause.toSeconds()));
    }

    static Problem unavailable() {
        return Problem.of(502, "github_unavailable", "GitHub did not answer as it should; try again later.");
    }
}
