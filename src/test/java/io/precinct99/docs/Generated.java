package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages that follow from something else. */
final class Generated {
    private Generated() {}

    /** The page is as expected; with {@code -Ddocs.write=true} it is made so. */
    static void check(Path page, String expected) throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("%s; write it anew: mvn test -Dtest='io.precinct99.docs.*Test' -Ddocs.write=true", page)
                .isEqualTo(expected);
    }
}
