package io.precinct99.stage.vault;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as OpenBao writes them: seconds as a number or as text, or {@code 1h30m}. */
final class Ttl {

    private static final Pattern GO_DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    private Ttl() {}

    static Duration parse(String text) {
        if (text.matches("-?\\d+")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        var matcher = GO_DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        return Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)));
    }

    /** The duration in a member, zero where it is missing. */
    static Duration in(JsonObject object, String member) {
        var value = object.get(member);
        if (value instanceof JsonNumber number) {
            return Duration.ofSeconds(number.longValue());
        }
        return value instanceof JsonString text ? parse(text.getString()) : Duration.ZERO;
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Whole seconds left, rounded up so that a fresh hour reads 3600. */
    static long seconds(Duration left) {
        return left.isNegative() ? 0 : left.plusNanos(999_999_999).toSeconds();
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
