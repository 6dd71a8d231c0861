package io.precinct99.operations.scenario;

import static io.precinct99.operations.scenario.Verdict.ALLOWED;
import static io.precinct99.operations.scenario.Verdict.BLOCKED;

import io.precinct99.audit.Origin;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.database.LoginProbe;
import io.precinct99.database.LoginProbe.Deed;

/** The leased login does its work, and could do no harm beyond it. Every deed is undone, also one that should be refused. */
record DatabaseLeaseScenario(LeasedDatabase database) implements Scenario {
    private static final String DONE = "PostgreSQL let the login do it.";
    private static final String REFUSED = "PostgreSQL refused for want of privilege.";

    @Override
    public String id() {
        return "database-lease";
    }

    @Override
    public String title() {
        return "The leased database login has few rights";
    }

    @Override
    public String description() {
        return "The login reads a table and owns nothing; it creates no table and no role, reads no password hashes and cannot change the audit trail.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        attempt(steps, ALLOWED, "Read a table", Deed.READ_A_TABLE, REFUSED);
        attempt(steps, BLOCKED, "Own something", Deed.OWN_SOMETHING, "The login owns nothing.");
        attempt(steps, BLOCKED, "Create a table", Deed.CREATE_A_TABLE, REFUSED);
        attempt(steps, BLOCKED, "Read password hashes (pg_authid)", Deed.READ_PASSWORD_HASHES, REFUSED);
        attempt(steps, BLOCKED, "Create a role", Deed.CREATE_A_ROLE, REFUSED);
        attempt(steps, BLOCKED, "Become the owner of the schema", Deed.BECOME_THE_OWNER, REFUSED);
        attempt(steps, BLOCKED, "Change the audit trail", Deed.UPDATE_THE_AUDIT_TRAIL, REFUSED);
        attempt(steps, BLOCKED, "Delete from the audit trail", Deed.DELETE_FROM_THE_AUDIT_TRAIL, REFUSED);
    }

    /** Each on a connection of its own: a login that is replaced meanwhile ends one step, not all. */
    private void attempt(Steps steps, Verdict expected, String step, Deed deed, String ifBlocked) {
        steps.expect(
                expected,
                step,
                () -> {
                    try (LoginProbe probe = database.probe()) {
                        return probe.may(deed);
                    }
                },
                DONE,
                ifBlocked);
    }
}
