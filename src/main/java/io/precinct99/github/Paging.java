package io.precinct99.github;

import io.precinct99.access.Page;
import io.precinct99.problem.Problem;

/** Which part of a list is wanted, in GitHub's terms: pages count from 1. */
record Paging(int page, int perPage) {
    static final int MOST_PAGES = 10_000;
    static final int MOST_PER_PAGE = 100;
    private static final int USUAL_PER_PAGE = 30;

    /**
     * Reads the query parameters, null where they were not sent.
     *
     * @throws Problem 400 for anything but whole numbers within the bounds
     */
    static Paging of(String page, String perPage) {
        return new Paging(
                Page.number("page", page, 1, MOST_PAGES),
                Page.number("per_page", perPage, USUAL_PER_PAGE, MOST_PER_PAGE));
    }
}
