package io.precinct99.operations.scenario;

import static io.precinct99.operations.scenario.Verdict.ALLOWED;
import static io.precinct99.operations.scenario.Verdict.BLOCKED;

import io.precinct99.audit.Origin;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultDeed;
import io.precinct99.vault.VaultProbe;
import io.precinct99.vault.VaultSession;

/** The vault's policy lets us do our work and nothing beside it. */
record VaultPolicyScenario(Vault vault) implements Scenario {
    private static final String PERMITTED = "The policy permits it.";
    private static final String DENIED = "The vault answered 403.";

    @Override
    public String id() {
        return "vault-policy";
    }

    @Override
    public String title() {
        return "The vault's policy ends where our work does";
    }

    @Override
    public String description() {
        return "Reading our public keys is allowed; another secret, a policy, another signing key, exporting ours and making tokens are denied.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        VaultProbe probe = vault.probe();
        Visit visit = new Visit(vault);
        steps.expect(ALLOWED, "Log in", () -> {
            visit.begin();
            return Observation.allowed("The session is of its own, for these steps only.");
        });
        attempt(steps, ALLOWED, "Read our own public keys", probe, visit, VaultDeed.READ_OUR_PUBLIC_KEYS);
        attempt(steps, BLOCKED, "Read another secret", probe, visit, VaultDeed.READ_ANOTHER_SECRET);
        attempt(steps, BLOCKED, "Read a policy", probe, visit, VaultDeed.READ_A_POLICY);
        attempt(steps, BLOCKED, "Sign with another key", probe, visit, VaultDeed.SIGN_WITH_ANOTHER_KEY);
        attempt(steps, BLOCKED, "Export our private key", probe, visit, VaultDeed.EXPORT_OUR_PRIVATE_KEY);
        attempt(steps, BLOCKED, "Create a token", probe, visit, VaultDeed.CREATE_A_TOKEN);
        steps.expect(ALLOWED, "Log out", () -> {
            visit.end();
            return Observation.allowed("The session is revoked.");
        });
    }

    private static void attempt(
            Steps steps, Verdict expected, String step, VaultProbe probe, Visit visit, VaultDeed deed) {
        steps.expect(expected, step, () -> probe.may(visit.session(), deed), PERMITTED, DENIED);
    }

    /** One session, from log-in to log-out. */
    private static final class Visit {
        private final Vault vault;
        private VaultSession session;

        Visit(Vault vault) {
            this.vault = vault;
        }

        void begin() {
            session = vault.login();
        }

        VaultSession session() throws NotTried {
            if (session == null) {
                throw new NotTried("there is no session");
            }
            return session;
        }

        void end() throws NotTried {
            session().revokeSelf();
        }
    }
}
