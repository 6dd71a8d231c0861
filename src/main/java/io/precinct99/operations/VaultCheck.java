package io.precinct99.operations;

import io.precinct99.identity.IdentitySource;
import io.precinct99.vault.Vault;
import java.util.Map;

/** Whether we are logged in to the vault. */
record VaultCheck(Vault vault, IdentitySource identities) implements Check {
    @Override
    public Finding now() {
        return vault.expiry()
                .<Finding>map(expiry -> new Finding.Up(
                        Map.of("expires_in_seconds", expiry.remaining().toSeconds())))
                .orElseGet(() -> new Finding.Down(vault.wasLoggedIn(), reason()));
    }

    private String reason() {
        return "No vault login: "
                + (identities.current().isEmpty()
                        ? "it needs an SVID; see spire."
                        : Diagnosis.ofVault(vault.lastError().orElse("")));
    }
}
