package io.precinct99.github;

import java.util.List;
import java.util.Optional;

/** @param link to other pages, as our answer's header says it */
record RepositoryPage(List<GithubRepository> repositories, Optional<String> link) {}
