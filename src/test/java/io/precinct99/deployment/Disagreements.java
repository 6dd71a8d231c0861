package io.precinct99.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What does not fit together, a sentence each. */
final class Disagreements {
    private final List<String> all = new ArrayList<>();

    void expect(boolean holds, String otherwise) {
        if (!holds) {
            all.add(otherwise);
        }
    }

    /** Two places that say the same thing. */
    void same(String what, String place, Object value, String otherPlace, Object otherValue) {
        expect(
                Objects.equals(String.valueOf(value), String.valueOf(otherValue)),
                what + ": " + value + " in " + place + ", but " + otherValue + " in " + otherPlace);
    }

    void among(String what, String place, Object value, String otherPlace, Collection<?> values) {
        expect(
                values.stream().map(String::valueOf).anyMatch(String.valueOf(value)::equals),
                what + ": " + value + " in " + place + ", but " + values + " in " + otherPlace);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** What the first group of the pattern finds, or a disagreement and an empty text. */
    String find(String what, String file, String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        boolean found = matcher.find();
        expect(found, what + ": not to be found in " + file);
        return found ? matcher.group(1) : "";
    }

    /** The value of a key in a configuration like SPIRE's and the vault's, without quotes. */
    String setting(Repository repository, String file, String key) {
        return find(
                key,
                file,
                repository.text(file),
                "(?m)^\\s*\"?" + key + "\"?\\s*=\\s*\\[?\"?((?<=\")[^\"\\n]*|[^\"\\[\\n]+)");
    }
}
