package io.precinct99.github;

import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Which repositories are there? Read one by one, so that an answer of megabytes never stands in memory as a whole. */
record RepositoriesQuestion(Paging paging) implements Question<RepositoryPage> {
    @Override
    public Response ask(GithubApi api, String authorization) {
        return api.repositories(authorization, paging.page(), paging.perPage());
    }

    @Override
    public RepositoryPage read(JsonParser json, Optional<String> link, GithubToken token) {
        if (!json.hasNext() || json.next() != JsonParser.Event.START_ARRAY) {
            throw new GithubAway.Senseless("the answer is no array");
        }
        List<GithubRepository> repositories = json.getArrayStream()
                .limit(paging.perPage() + 1L)
                .map(value -> GithubRepository.of(Members.of(value, token)))
                .toList();
        if (repositories.size() > paging.perPage()) {
            throw new GithubAway.Senseless("the answer holds more than was asked for");
        }
        return new RepositoryPage(repositories, PageLinks.rewrite(link, paging.perPage()));
    }
}
