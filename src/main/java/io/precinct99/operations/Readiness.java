package io.precinct99.operations;

import io.precinct99.database.LeasedDatabase;
import io.precinct99.identity.IdentitySource;
import io.precinct99.token.EndedTokens;
import io.precinct99.token.SigningKeys;
import io.precinct99.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** Whether this process can do its work: identity, then vault, then database and schema; and whether it is about to stop. */
@ApplicationScoped
public class Readiness {
    /** How long to stay away: what is missing is looked for every second or so. */
    static final String RETRY_AFTER_SECONDS = "2";

    private final Map<Part, Check> checks;
    private final StopNotice stop;

    protected Readiness() {
        this(Map.of(), null);
    }

    @Inject
    public Readiness(
            IdentitySource identities,
            Vault vault,
            SigningKeys keys,
            LeasedDatabase database,
            EndedTokens ended,
            InstantSource clock,
            StopNotice stop) {
        this(
                Map.of(
                        Part.SPIRE, new SpireCheck(identities, clock),
                        Part.VAULT, new VaultCheck(vault, identities, keys),
                        Part.DATABASE, new DatabaseCheck(database, vault, ended),
                        Part.SCHEMA, new SchemaCheck(database, vault)),
                stop);
    }

    Readiness(Map<Part, Check> checks, StopNotice stop) {
        this.checks = checks;
        this.stop = stop;
    }

    /** In the order in which the parts need each other. */
    Map<Part, Finding> now() {
        Map<Part, Finding> findings = new EnumMap<>(Part.class);
        boolean stopping = stop.isGiven();
        checks.forEach((part, check) ->
                findings.put(part, stopping ? new Finding.Down(true, StopNotice.REASON) : check.now()));
        return findings;
    }

    static boolean isReady(Map<Part, Finding> findings) {
        return findings.values().stream().allMatch(Finding::isUp);
    }
}
