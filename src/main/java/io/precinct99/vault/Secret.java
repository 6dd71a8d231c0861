package io.precinct99.vault;

import java.util.Objects;

/** A string that must not be seen. Prints as {@code ***}; {@link #reveal()} is for the wire only. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
