package io.precinct99.github;

import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Something to ask of GitHub, and how to understand the answer. Asking twice does no harm. */
interface Question<T> {
    Response ask(GithubApi api, String authorization);

    /**
     * Makes a value of a good answer.
     *
     * @param link the header of that name
     * @throws GithubAway when the answer is not what GitHub promises
     */
    T read(JsonParser json, Optional<String> link, GithubToken token);
}
