package io.precinct99.identity;

import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;

/** A stage whose SVIDs live for seconds: the real one is started so, of the embedded one we start another. */
final class ShortLivedIdentities {
    private static final Duration LIFE = Duration.ofSeconds(12);

    private ShortLivedIdentities() {}

    static Stage stage() throws Exception {
        Stage ofThisRun = Stage.current();
        return ofThisRun instanceof EmbeddedStage
                ? EmbeddedStage.start(
                        Path.of("target", "short-lived"),
                        0,
                        0,
                        settings -> settings.withLives(LIFE, LIFE, Duration.ofHours(24)))
                : ofThisRun;
    }

    static void end(Stage stage) throws Exception {
        if (stage instanceof EmbeddedStage own) {
            own.close();
        }
    }
}
