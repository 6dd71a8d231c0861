package io.precinct99.operations;

import io.precinct99.database.LeasedDatabase;
import io.precinct99.token.EndedTokens;
import io.precinct99.vault.Vault;
import java.util.Map;

/** Whether an active generation lends connections, and the deny-list of tokens was read once. */
record DatabaseCheck(LeasedDatabase database, Vault vault, EndedTokens ended) implements Check {
    @Override
    public Finding now() {
        if (database.expiry().isPresent() && !ended.known()) {
            return new Finding.Down(false, "The deny-list of tokens is being read.");
        }
        return database.expiry()
                .<Finding>map(expiry -> new Finding.Up(Map.of(
                        "generation", database.generation(),
                        "expires_in_seconds", expiry.remaining().toSeconds())))
                .orElseGet(() -> new Finding.Down(database.generation() > 0, "No database login: " + reason()));
    }

    private String reason() {
        if (vault.expiry().isEmpty()) {
            return "it needs a vault login; see vault.";
        }
        if (database.migrationError().isPresent()) {
            return "the schema has to be migrated first; see schema.";
        }
        return Diagnosis.ofDatabase(database.lastError().orElse(""));
    }
}
