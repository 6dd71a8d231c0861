package io.precinct99.operations;

import io.precinct99.database.LeasedDatabase;
import io.precinct99.vault.Vault;
import java.util.Map;

/** Whether the schema is migrated, and holds what a start adds. Once it is, it stays so. */
record SchemaCheck(LeasedDatabase database, Vault vault) implements Check {
    @Override
    public Finding now() {
        if (database.schemaVersion().isPresent() && !database.isPrepared()) {
            return new Finding.Down(false, "The schema is migrated; what the application needs in it is being added.");
        }
        return database.schemaVersion()
                .<Finding>map(version -> new Finding.Up(Map.of("version", version)))
                .orElseGet(() -> new Finding.Down(false, reason()));
    }

    private String reason() {
        if (vault.expiry().isEmpty()) {
            return "The schema is not migrated: that needs a vault login; see vault.";
        }
        return database.migrationError()
                .map(error -> "The schema is not migrated: " + Diagnosis.ofDatabase(error))
                .orElse("The version of the schema is unknown: reading it needs a database login; see database.");
    }
}
