package io.precinct99.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("embedded")
class StagePostgresIT {
    /** In a folder that stays: PostgreSQL of the first start is ended again with this JVM, if the second did not. */
    @Test
    void startEndsThePostgresqlThatAKilledRunLeftInItsFolder() throws Exception {
        Path folder = Files.createDirectories(
                Path.of("target", EmbeddedStage.ofThisJvm("left-behind")).toAbsolutePath());
        StagePostgres.start(folder, 0); // never closed
        ProcessHandle process = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                                .get(0)))
                .orElseThrow();
        assertThat(process.isAlive()).isTrue();

        try (StagePostgres next = StagePostgres.start(folder, 0);
                Connection connection = next.superuser()) {
            assertThat(process.isAlive()).isFalse();
            assertThat(connection.isValid(5)).isTrue();
        }
    }
}
