package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell of the real stage, in moments that a run of it rarely meets. */
class StageScriptsTest {
    @TempDir
    private Path folder;

    @Test
    void whoseCertificateIsMadeAnewStartsAnew() throws Exception {
        assertThat(bash("certificates", """
                TLS_HOME=$PWD
                say() { echo "$*"; }
                down() { :; }
                halt() { echo "halt $1"; }
                make_certificates >first
                make_certificates
                rm vault.pem
                make_certificates
                """)).containsExactly("halt vault");
    }

    @Test
    void whoEndsInTheMomentOfBeingHaltedIsHalted() throws Exception {
        assertThat(bash("processes", """
                PIDS=$PWD
                STAGE_DIR=$PWD
                say() { echo "$*"; }
                fail() { echo "failed: $*" && exit 1; }
                echo 999999999 >vault
                runs() { [[ ! -e asked ]] && touch asked; }
                halt vault
                [[ -e vault ]] || echo halted
                """)).containsExactly("halted");
    }

    @Test
    void aVaultThatDoesNotListItsLeasesIsNotOneWithoutLeases() throws Exception {
        assertThat(bash("faults", """
                SETUP=$PWD
                mkdir -p vault/database && touch vault/database/role-{app,owner}.json
                say() { echo "$*"; }
                fail() { echo "failed: $*" && exit 1; }
                admin_vault() { [[ $2 != */app ]] && printf 'Keys\n----\none\n' || { echo "No value found at $2" >&2 && return 2; }; }
                leases
                admin_vault() { echo 'Error listing: permission denied' >&2 && return 2; }
                leases
                echo none
                """))
                .containsExactly(
                        "database/creds/owner/one",
                        "failed: the vault does not list its leases: Error listing: permission denied");
    }

    private List<String> bash(String part, String script) throws IOException, InterruptedException {
        Path lib = Path.of("src/stage/lib", part + ".sh").toAbsolutePath();
        Process running = new ProcessBuilder("bash", "-c", "set -euo pipefail\nsource " + lib + "\n" + script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return running.inputReader().lines().toList();
    }
}
