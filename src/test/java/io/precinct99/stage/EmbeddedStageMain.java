package io.precinct99.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
            logger.setLevel(Level.SEVERE); // a client that hangs up is no news
        }
        Optional<ProcessHandle> maven = ProcessHandle.current().parent();
        maven.ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        long start = System.nanoTime();
        Path directory = Path.of(arguments[0]);
        EmbeddedStage stage =
                EmbeddedStage.start(directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Path admin = publish(directory, stage.postgres());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage, admin, maven), "embedded-stage-end"));
        System.out.printf(
                "Embedded stage started in %.1f s: PostgreSQL on localhost:%d, vault on %s, SPIFFE Workload API on %s%n",
                (System.nanoTime() - start) / 1e9,
                stage.postgres().port(),
                stage.vault().uri(),
                stage.trustDomain().endpoint());
        System.out.println("API: http://localhost:9080/docs (demo users: README)");
    }

    /** The superuser's login for whoever wants to look into PostgreSQL, as on the real stage. */
    private static Path publish(Path directory, StagePostgres postgres) throws IOException {
        Path file = directory.resolve("admin.env");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(
                file,
                List.of(
                        "ADMIN_DB_URL=" + postgres.url(),
                        "ADMIN_DB_USER=postgres",
                        "ADMIN_DB_PASSWORD=" + postgres.superuserPassword()));
    }

    /** Ctrl-C reaches Maven and us at once: the application gives its leases back first, and Maven ends after it. */
    private static void end(EmbeddedStage stage, Path admin, Optional<ProcessHandle> maven) {
        maven.ifPresent(parent ->
                parent.onExit().completeOnTimeout(parent, 20, TimeUnit.SECONDS).join());
        try {
            stage.close();
            Files.deleteIfExists(admin);
        } catch (IOException e) {
            System.err.println("The embedded stage did not end cleanly: " + e.getMessage());
        }
    }
}
