package io.precinct99.operations;

import io.precinct99.identity.IdentitySource;
import io.precinct99.token.SigningKeys;
import io.precinct99.vault.Vault;
import java.util.Map;

/** Whether we are logged in to the vault, and have read the signing keys there once. */
record VaultCheck(Vault vault, IdentitySource identities, SigningKeys keys) implements Check {
    @Override
    public Finding now() {
        if (vault.expiry().isPresent() && !keys.known()) {
            return new Finding.Down(false, "The signing keys are being read.");
        }
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
