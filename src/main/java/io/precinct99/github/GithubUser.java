package io.precinct99.github;

import java.time.Instant;
import java.util.Optional;

/** The owner of the token, as GitHub describes them. */
public record GithubUser(
        String login,
        long id,
        String avatarUrl,
        String htmlUrl,
        Optional<String> name,
        Optional<String> company,
        Optional<String> blog,
        Optional<String> location,
        Optional<String> email,
        Optional<String> bio,
        long publicRepos,
        long followers,
        long following,
        Instant createdAt) {
    static GithubUser of(Members members) {
        return new GithubUser(
                members.text("login"),
                members.number("id"),
                members.webAddress("avatar_url"),
                members.webAddress("html_url"),
                members.optionalText("name"),
                members.optionalText("company"),
                members.optionalText("blog"),
                members.optionalText("location"),
                members.optionalText("email"),
                members.optionalText("bio"),
                members.number("public_repos"),
                members.number("followers"),
                members.number("following"),
                members.instant("created_at"));
    }
}
