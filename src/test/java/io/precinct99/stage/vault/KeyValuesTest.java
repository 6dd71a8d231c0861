package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.stage.vault.VaultClient.Reply;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeyValuesTest {

    private static DevVault vault;
    private static VaultClient root;

    @BeforeAll
    static void start() {
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")));
        root = VaultClient.root(vault);
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void everyWriteIsANewVersion() {
        assertThat(put("v", "one", -1).data().getInt("version")).isEqualTo(1);
        assertThat(put("v", "two", -1).data().getInt("version")).isEqualTo(2);

        assertThat(value(root.get("secret/data/v"))).isEqualTo("two");
        assertThat(value(root.get("secret/data/v?version=1"))).isEqualTo("one");
        assertThat(root.get("secret/data/v?version=3").status()).isEqualTo(404);
        var metadata = root.get("secret/metadata/v").data();
        assertThat(metadata.getInt("current_version")).isEqualTo(2);
        assertThat(metadata.getJsonObject("versions")).containsOnlyKeys("1", "2");
    }

    @Test
    void checkAndSetRefusesAnOldVersion() {
        assertThat(put("cas", "one", 0).status()).isEqualTo(200);
        assertThat(put("cas", "two", 0).status()).isEqualTo(400);
        assertThat(put("cas", "two", 1).status()).isEqualTo(200);
    }

    @Test
    void softDeletionLeavesOlderVersionsAndMetadata() {
        put("soft", "one", -1);
        put("soft", "two", -1);

        assertThat(root.delete("secret/data/soft").status()).isEqualTo(204);

        var gone = root.get("secret/data/soft");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.data().getJsonObject("metadata").getString("deletion_time"))
                .isNotEmpty();
        assertThat(value(root.get("secret/data/soft?version=1"))).isEqualTo("one");
    }

    @Test
    void deletingTheMetadataForgetsEverything() {
        put("forget", "one", -1);

        assertThat(root.delete("secret/metadata/forget").status()).isEqualTo(204);

        var gone = root.get("secret/data/forget");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body().getJsonArray("errors")).isEmpty();
        assertThat(put("forget", "again", 0).data().getInt("version")).isEqualTo(1);
    }

    private static Reply put(String path, String value, int cas) {
        var options = cas < 0 ? Map.of() : Map.of("cas", cas);
        return root.post("secret/data/" + path, Map.of("options", options, "data", Map.of("token", value)));
    }

    private static String value(Reply reply) {
        return reply.data().getJsonObject("data").getString("token");
    }
}
