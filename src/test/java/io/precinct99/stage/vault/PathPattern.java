package io.precinct99.stage.vault;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A path with placeholders: {@code {name}} is one segment, {@code {name...}} all that follow, at least one. */
record PathPattern(String text) {

    /** The values of the placeholders, if the path fits. */
    Optional<Map<String, String>> match(String path) {
        var wanted = text.split("/", -1);
        var given = path.split("/", -1);
        var values = new TreeMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            if (i >= given.length || given[i].isEmpty()) {
                return Optional.empty();
            }
            if (wanted[i].endsWith("...}")) {
                values.put(wanted[i].substring(1, wanted[i].length() - 4), rest(given, i));
                return Optional.of(values);
            }
            if (wanted[i].startsWith("{")) {
                values.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return wanted.length == given.length ? Optional.of(values) : Optional.empty();
    }

    private static String rest(String[] segments, int from) {
        return String.join("/", Arrays.asList(segments).subList(from, segments.length));
    }
}
