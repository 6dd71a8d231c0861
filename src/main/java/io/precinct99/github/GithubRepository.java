package io.precinct99.github;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.Optional;

/** A repository that the owner of the token can see. */
public record GithubRepository(
        long id,
        String name,
        String fullName,
        Optional<String> description,
        @JsonbProperty("private") boolean hidden,
        String htmlUrl,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Optional<String> language,
        long stargazersCount,
        long forksCount) {
    static GithubRepository of(Members members) {
        return new GithubRepository(
                members.number("id"),
                members.text("name"),
                members.text("full_name"),
                members.optionalText("description"),
                members.flag("private"),
                members.webAddress("html_url"),
                members.optionalInstant("created_at"),
                members.optionalInstant("updated_at"),
                members.optionalText("language"),
                members.number("stargazers_count"),
                members.number("forks_count"));
    }
}
