package io.precinct99.github;

import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** GitHub as a person's token shows it. */
@ApplicationScoped
public class Github {
    private static final Logger LOG = Logger.getLogger(Github.class.getName());

    private final GithubTokens tokens;
    private final GithubCalls calls;
    private final Duration timeout;

    protected Github() {
        tokens = null;
        calls = null;
        timeout = null;
    }

    @Inject
    public Github(GithubTokens tokens, GithubCalls calls, Config config) {
        this.tokens = tokens;
        this.calls = calls;
        this.timeout = GithubConfig.load(config).timeout();
    }

    /** @throws Problem 404 without a token, 502 without an answer, 503 without vault or database */
    <T> T ask(Question<T> question, long userId, Origin origin) {
        GithubToken token = tokens.take(userId, origin);
        try {
            return calls.call(question, token, Deadline.in(timeout));
        } catch (GithubAway away) {
            LOG.warning("GitHub was of no use. reason=\"" + away.getMessage() + "\"");
            throw away;
        } catch (FaultToleranceException notTried) { // the breaker is open, or no place is free
            LOG.warning("GitHub is left alone for a moment. reason="
                    + notTried.getClass().getSimpleName());
            throw GithubFailure.unavailable();
        }
    }
}
