package io.precinct99.access;

import io.precinct99.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One page of a list, as every list answers it.
 *
 * @param nextCursor where the next page begins; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    public Page {
        items = List.copyOf(items);
    }

    /** A list that is never long enough for a second page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, Optional.empty());
    }

    /**
     * Cuts a page off a list that was read one item further than the page goes, which tells whether there is a next one.
     *
     * @param cursor writes the cursor of a page that begins after the given item
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit
                ? whole(found)
                : new Page<>(found.subList(0, limit), Optional.of(cursor.apply(found.get(limit - 1))));
    }

    /**
     * Reads the query parameter {@code limit}.
     *
     * @param text null where it was not sent
     * @throws Problem 400 for anything but a whole number from 1 to {@code most}
     */
    public static int limit(String text, int usual, int most) {
        return number("limit", text, usual, most);
    }

    /** The same for a query parameter of another name. */
    public static int number(String name, String text, int usual, int most) {
        if (text == null) {
            return usual;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw Problem.malformed("The query parameter " + name + " is a whole number from 1 to " + most + ".");
        }
        return number;
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
