package io.precinct99.github;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** An object of GitHub's, member by member: of the right type or not believed at all. Text never holds the token. */
record Members(JsonObject json, GithubToken token) {
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[!-~]{1,2000}");

    static Members of(JsonValue value, GithubToken token) {
        if (value instanceof JsonObject json) {
            return new Members(json, token);
        }
        throw new GithubAway.Senseless("the answer is no object");
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong(name));
    }

    /** Empty when it is null or not there. */
    Optional<String> optionalText(String name) {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString string) {
            return Optional.of(token.redact(string.getString()));
        }
        throw wrong(name);
    }

    /** What people click on: nothing but http and https. */
    String webAddress(String name) {
        return Optional.of(text(name))
                .filter(text -> WEB_ADDRESS.matcher(text).matches())
                .orElseThrow(() -> wrong(name));
    }

    /** Never negative. */
    long number(String name) {
        if (json.get(name) instanceof JsonNumber number) {
            try {
                long value = number.longValueExact();
                if (value >= 0) {
                    return value;
                }
            } catch (ArithmeticException notWholeOrTooLarge) {
                throw wrong(name);
            }
        }
        throw wrong(name);
    }

    boolean flag(String name) {
        JsonValue value = json.get(name);
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw wrong(name);
    }

    Instant instant(String name) {
        return optionalInstant(name).orElseThrow(() -> wrong(name));
    }

    Optional<Instant> optionalInstant(String name) {
        try {
            return optionalText(name).map(Instant::parse);
        } catch (DateTimeException notAnInstant) {
            throw wrong(name);
        }
    }

    private static GithubAway wrong(String name) {
        return new GithubAway.Senseless("the answer lacks a good member " + name);
    }
}
