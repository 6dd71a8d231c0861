package io.precinct99.problem;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Collects every bad configuration value of a start, so that all are reported together: by key and reason, never with
 * the value. For one thread.
 */
public final class ConfigErrors {
    private static final String STAGE = "precinct99.stage";
    private final List<String> errors = new ArrayList<>();

    /**
     * The value of a key, or of the fallback, made into a valid one by {@code parse}, which refuses by
     * {@link IllegalArgumentException} or {@link DateTimeException}. Null when refused.
     */
    public <T> T read(Config config, String key, String fallback, Function<String, T> parse) {
        String text =
                config.getOptionalValue(key, String.class).orElse(fallback).trim();
        try {
            return parse.apply(text);
        } catch (NumberFormatException notANumber) {
            refuse(key, "must be a number"); // its own message repeats the value
        } catch (IllegalArgumentException refused) {
            refuse(key, refused.getMessage());
        } catch (DateTimeException refused) {
            refuse(key, "must be an ISO 8601 duration or instant");
        }
        return null;
    }

    /** Whether insecure values are allowed: only on the embedded stage. */
    public boolean embedded(Config config) {
        String stage = config.getOptionalValue(STAGE, String.class).orElse("production");
        if (!stage.equals("production") && !stage.equals("embedded")) {
            refuse(STAGE, "must be production or embedded");
        }
        return stage.equals("embedded");
    }

    /** For {@link #read}: what stands between commas, without blanks. */
    public static <T> List<T> list(String text, Function<String, T> parse) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .map(parse)
                .collect(Collectors.toUnmodifiableList());
    }

    /** For {@link #read}: an ISO 8601 duration within bounds. */
    public static Duration between(String text, Duration least, Duration most) {
        Duration duration = Duration.parse(text);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("must lie between " + least + " and " + most);
        }
        return duration;
    }

    public void refuse(String key, String reason) {
        String error = key + ": " + reason;
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    public List<String> all() {
        return List.copyOf(errors);
    }

    /** @throws IllegalStateException naming every refused key */
    public void check() {
        if (!errors.isEmpty()) {
            throw new IllegalStateException("The configuration is refused. " + String.join("; ", errors));
        }
    }
}
