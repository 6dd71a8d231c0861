package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERMISSION_DENIED: no identity issued|create a registration entry",
                "UNAVAILABLE: io exception /run/spire/agent.sock|start it, or correct SPIFFE_ENDPOINT_SOCKET",
                "the agent accepts the stream but sends nothing|restart it",
                "the SVID is past two thirds of its life and the agent sends no new one|restart it",
                "an SVID that is not valid now, not_after=2026-01-01T00:00:00Z|compare the clocks",
                "the agent delivered an unusable identity: bad|look at its log"
            })
    void missingIdentityIsToldWithTheNextStep(String error, String step) {
        assertThat(Diagnosis.ofIdentity(error)).startsWith("No SVID").contains(step);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the vault answered 503 to login (auth/jwt/login): Vault is sealed|unseal",
                "the vault failed repeatedly and is left alone for a moment|start and unseal it",
                "the vault cannot be reached for login: java.net.ConnectException|VAULT_ADDR",
                "the vault did not answer login in time|VAULT_ADDR",
                "the vault answered 400 to login (auth/jwt/login): error validating token|check the auth mount",
                "no JWT-SVID: the SPIFFE agent did not answer in time|see spire"
            })
    void missingVaultLoginIsToldWithTheNextStep(String error, String step) {
        assertThat(Diagnosis.ofVault(error)).contains(step);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the vault answered 403 to database_credentials (database/creds/x): denied|our policy",
                "the vault answered 500 to database_credentials (database/creds/x): dial tcp|start PostgreSQL",
                "the vault answered 503 to database_credentials (database/creds/x): sealed|unseal",
                "no JWT-SVID: the SPIFFE agent did not answer in time|see spire",
                "not migrated yet|takes a few seconds",
                "Connection to localhost:5432 refused.|correct DB_HOST"
            })
    void missingDatabaseLoginIsToldWithTheNextStep(String error, String step) {
        assertThat(Diagnosis.ofDatabase(error)).contains(step);
    }

    @Test
    void nothingOfTheMessageItselfIsPassedOn() {
        String error = "FATAL: password authentication failed for user \"v-precinct9-abc\" at db.internal:5432";
        assertThat(Diagnosis.ofDatabase(error) + Diagnosis.ofVault(error) + Diagnosis.ofIdentity(error))
                .doesNotContain("v-precinct9-abc")
                .doesNotContain("db.internal");
    }
}
