package io.precinct99.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types the commands of the pages that begin with {@code bao}: only a real stage has a vault that knows them all. */
@Tag("real")
class VaultCommandsIT {
    private static final String AS_ADMINISTRATOR = """
            set -a
            . "$STAGE/stage.env"
            . "$STAGE/admin.env"
            VAULT_TOKEN=$ADMIN_VAULT_TOKEN BAO_TOKEN=$ADMIN_VAULT_TOKEN BAO_ADDR=$VAULT_ADDR BAO_CACERT=$VAULT_CACERT
            set +a
            bao() { "$ADMIN_VAULT_CLI" "$@"; }
            """;

    @Test
    void vaultTakesEveryCommand() throws IOException {
        List<String> commands = MarkedCommand.run().stream()
                .filter(Fence::asksTheVault)
                .flatMap(fence -> fence.commands().stream())
                .toList();
        assertThat(commands).isNotEmpty();
        Shell.run(
                "vault",
                AS_ADMINISTRATOR + "set -x\n" + String.join("\n", commands),
                Map.of("STAGE", System.getProperty("stage.directory")));
    }
}
