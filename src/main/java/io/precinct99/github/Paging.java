package io.precinct99.github;

import io.precinct99.problem.Problem;
import java.util.regex.Pattern;

/** Which part of a list is wanted, in GitHub's terms: pages count from 1. */
record Paging(int page, int perPage) {
    static final int MOST_PAGES = 10_000;
    static final int MOST_PER_PAGE = 100;
    private static final int USUAL_PER_PAGE = 30;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Reads the query parameters, null where they were not sent.
     *
     * @throws Problem 400 for anything but whole numbers within the bounds
     */
    static Paging of(String page, String perPage) {
        return new Paging(
                number("page", page, 1, MOST_PAGES), number("per_page", perPage, USUAL_PER_PAGE, MOST_PER_PAGE));
    }

    private static int number(String name, String text, int usual, int most) {
        if (text == null) {
            return usual;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw Problem.malformed("The query parameter " + name + " is a whole number from 1 to " + most + ".");
        }
        return number;
    }
}
