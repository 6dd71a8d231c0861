package io.precinct99.github;

import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Whose token is it? */
record UserQuestion() implements Question<GithubUser> {
    @Override
    public Response ask(GithubApi api, String authorization) {
        return api.user(authorization);
    }

    @Override
    public GithubUser read(JsonParser json, Optional<String> link, GithubToken token) {
        if (!json.hasNext() || json.next() != JsonParser.Event.START_OBJECT) {
            throw new GithubAway.Senseless("the answer is no object");
        }
        return GithubUser.of(Members.of(json.getObject(), token));
    }
}
