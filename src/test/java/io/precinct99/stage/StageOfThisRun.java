package io.precinct99.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One stage for all tests of a JVM. */
final class StageOfThisRun {
    // Held, or java.util.logging forgets their level.
    private static final Logger[] QUIET = {
        Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("io.zonky.test"), Logger.getLogger("io.grpc")
    };
    static final Stage STAGE = start();

    private StageOfThisRun() {}

    private static Stage start() {
        String real = System.getProperty("stage.directory", "");
        if (!real.isEmpty()) {
            return RealStage.in(Path.of(real));
        }
        for (Logger logger : QUIET) {
            logger.setLevel(Level.WARNING);
        }
        try {
            EmbeddedStage stage = EmbeddedStage.start(Path.of("target", EmbeddedStage.ofThisJvm("test-stage")), 0, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(stage), "embedded-stage-end"));
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded stage cannot set up PostgreSQL", e);
        }
    }

    private static void close(EmbeddedStage stage) {
        try {
            stage.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
