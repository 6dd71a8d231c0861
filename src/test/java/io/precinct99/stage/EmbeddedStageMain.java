package io.precinct99.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The embedded stage as a process of its own, beside dev mode. Ends itself and everything that it started when it is told to
 * (SIGTERM) or when the process that started it is gone.
 */
public final class EmbeddedStageMain {
    // Held, or java.util.logging forgets their level.
    private static final Logger[] QUIET = {
        Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("io.zonky.test"), Logger.getLogger("io.grpc")
    };

    private EmbeddedStageMain() {}

    /** Arguments: directory, port of the vault, port of PostgreSQL. */
    public static void main(String[] arguments) throws IOException, SQLException {
        for (Logger logger : QUIET) {
            logger.setLevel(Level.WARNING);
        }
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        long start = System.nanoTime();
        EmbeddedStage stage = EmbeddedStage.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(stage), "embedded-stage-end"));
        System.out.printf(
                "Embedded stage started in %.1f s: PostgreSQL on localhost:%d, vault on %s, SPIFFE Workload API on %s%n",
                (System.nanoTime() - start) / 1e9,
                stage.postgres().port(),
                stage.vault().uri(),
                stage.trustDomain().endpoint());
        System.out.println("API: http://localhost:9080/docs (demo users: README)");
    }

    private static void close(EmbeddedStage stage) {
        try {
            stage.close();
        } catch (IOException e) {
            System.err.println("The embedded stage did not end cleanly: " + e.getMessage());
        }
    }
}
