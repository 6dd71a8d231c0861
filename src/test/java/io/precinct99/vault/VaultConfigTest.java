package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultConfigTest {

    @Test
    void defaultsAreThoseOfTheContract() {
        ConfigErrors errors = new ConfigErrors();
        VaultConfig config = VaultConfig.from(MapConfig.of("VAULT_ADDR", "https://openbao:8200/"), errors);
        assertThat(errors.all()).isEmpty();
        assertThat(config.address()).isEqualTo(URI.create("https://openbao:8200"));
        assertThat(config.authMethod()).isEqualTo(VaultConfig.AuthMethod.JWT);
        assertThat(config.authMount()).isEqualTo("jwt");
        assertThat(config.authRole()).isEqualTo("precinct99");
        assertThat(config.audience()).isEqualTo("vault");
        assertThat(config.kvMount()).isEqualTo("secret");
        assertThat(config.databaseMount()).isEqualTo("database");
        assertThat(config.databaseRole()).isEqualTo("precinct99-app");
        assertThat(config.migrationRole()).isEqualTo("precinct99-migration");
        assertThat(config.transitMount()).isEqualTo("transit");
        assertThat(config.transitKey()).isEqualTo("access-token");
        assertThat(config.auditKey()).isEqualTo("audit-checkpoint");
        assertThat(config.namespace()).isEmpty();
        assertThat(config.caFile()).isEmpty();
    }

    @Test
    void certificateLogInTakesItsOwnMount() {
        VaultConfig config = VaultConfig.from(
                MapConfig.of("VAULT_ADDR", "https://openbao:8200", "precinct99.vault.auth.method", "cert"),
                new ConfigErrors());
        assertThat(config.authMethod()).isEqualTo(VaultConfig.AuthMethod.CERT);
        assertThat(config.authMount()).isEqualTo("cert");
    }

    @Test
    void plainHttpIsForTheEmbeddedStageOnly() {
        ConfigErrors errors = new ConfigErrors();
        VaultConfig.from(MapConfig.of("VAULT_ADDR", "http://localhost:8200", "precinct99.stage", "embedded"), errors);
        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://openbao", "https://openbao:1", "https://openbao:65535", "https://[::1]:8200/"})
    void anyPortWillDo(String address) {
        ConfigErrors errors = new ConfigErrors();
        VaultConfig config = VaultConfig.from(MapConfig.of("VAULT_ADDR", address), errors);
        assertThat(errors.all()).isEmpty();
        assertThat(new VaultProbe(config, null).address().getPort()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "VAULT_ADDR, ''",
        "VAULT_ADDR, http://openbao:8200",
        "VAULT_ADDR, https://user:secret@openbao:8200",
        "VAULT_ADDR, https://openbao:8200/v1",
        "VAULT_ADDR, openbao",
        "VAULT_ADDR, https://openbao:0",
        "VAULT_ADDR, https://openbao:70000",
        "VAULT_ADDR, https://openbao:99999999999",
        "VAULT_ADDR, https://openbao:8200?list=true",
        "VAULT_ADDR, https://openbao:8200?",
        "VAULT_ADDR, https://openbao:8200#top",
        "VAULT_NAMESPACE, 'precinct 99'",
        "VAULT_NAMESPACE, wärter",
        "VAULT_CACERT, /nowhere/ca.pem",
        "precinct99.vault.auth.method, token",
        "precinct99.vault.auth.role, ../sys",
        "precinct99.vault.transit.key, a?b",
        "precinct99.vault.transit.audit-key, a b"
    })
    void refusesByName(String key, String value) {
        ConfigErrors errors = new ConfigErrors();
        java.util.Map<String, String> values = new java.util.HashMap<>();
        values.put("VAULT_ADDR", "https://openbao:8200");
        values.put(key, value);
        VaultConfig.from(new MapConfig(values), errors);
        assertThat(errors.all())
                .singleElement()
                .asString()
                .startsWith(key + ":")
                .doesNotContain("secret@");
    }
}
