package io.precinct99.stage;

import io.precinct99.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The packaged application on an embedded stage of its own, for clients that are no tests of ours. Demo users, no limits,
 * cheap hashes. Ends everything that it started on SIGTERM, and when the process that started it is gone.
 */
public final class PackagedServerMain {
    // Held, or java.util.logging forgets their level.
    private static final Logger[] QUIET = {
        Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("io.zonky.test"), Logger.getLogger("io.grpc")
    };

    private PackagedServerMain() {}

    /** Arguments: name of the server; file into which its address is written once it is ready. */
    public static void main(String[] arguments) throws IOException, SQLException {
        for (Logger logger : QUIET) {
            logger.setLevel(Level.SEVERE); // a client that hangs up is no news
        }
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        EmbeddedStage stage = EmbeddedStage.start(Path.of("target", arguments[0], "stage"), 0, 0);
        Map<String, String> settings = WideLimits.on(stage);
        settings.put("PRECINCT99_DEMO", "true");
        settings.put("PRECINCT99_GITHUB_URL", FakeGitHub.start().uri().toString());
        LibertyServer server = LibertyServer.prepare(arguments[0], stage, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, stage), "packaged-server-end"));
        server.startReady();
        publish(Path.of(arguments[1]), server.uri().toString());
    }

    /** In one move: whoever waits for the file never reads half an address. */
    private static void publish(Path file, String address) throws IOException {
        Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), address);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void end(LibertyServer server, EmbeddedStage stage) {
        try (stage) {
            server.close();
        } catch (IOException e) {
            System.err.println("The server or its stage did not end cleanly: " + e.getMessage());
        }
    }
}
