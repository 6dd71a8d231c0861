package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.FaultyServer;
import io.precinct99.stage.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Types the commands of the pages that begin with {@code bao}, while the application runs: only a real stage has a vault that
 * knows them all. The last ones end all access tokens, as operations.md says.
 */
@Tag("real")
class VaultCommandsIT {
    private static final String AS_ADMINISTRATOR = """
            set -a
            . "$STAGE/stage.env"
            . "$STAGE/admin.env"
            VAULT_TOKEN=$ADMIN_VAULT_TOKEN BAO_TOKEN=$ADMIN_VAULT_TOKEN BAO_ADDR=$VAULT_ADDR BAO_CACERT=$VAULT_CACERT
            set +a
            bao() { "$ADMIN_VAULT_CLI" "$@"; }
            set -x
            """;
    /** "Within a minute", and a breath. */
    private static final double UNTIL_TOKENS_END = 65;

    @Test
    void vaultTakesEveryCommandAndTheApplicationWorksOn() throws Exception {
        List<String> commands = MarkedCommand.run().stream()
                .filter(Fence::asksTheVault)
                .flatMap(fence -> fence.commands().stream())
                .toList();
        assertThat(commands).anyMatch(command -> command.contains("min_decryption_version"));
        try (FaultyServer server = FaultyServer.startReady("vault-commands", Stage.current())) {
            assertThat(server.read().statusCode()).isEqualTo(200);
            Shell.run(
                    "vault",
                    AS_ADMINISTRATOR + String.join("\n", commands),
                    Map.of("STAGE", System.getProperty("stage.directory")));
            long done = System.nanoTime();

            assertThat(server.logIn().statusCode()).as("log-in meanwhile").isIn(200, 503);
            FaultyServer.secondsUntil(
                    done, UNTIL_TOKENS_END, () -> server.read().statusCode() == 401);
            server.logSomebodyIn();
            assertThat(server.read().statusCode()).isEqualTo(200);
            assertThat(server.isReady()).isTrue();
        }
    }
}
