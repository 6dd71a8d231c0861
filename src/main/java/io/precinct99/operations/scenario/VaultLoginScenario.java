package io.precinct99.operations.scenario;

import static io.precinct99.operations.scenario.Verdict.ALLOWED;
import static io.precinct99.operations.scenario.Verdict.BLOCKED;

import io.precinct99.audit.Origin;
import io.precinct99.identity.CounterfeitJwt;
import io.precinct99.identity.CounterfeitSvid;
import io.precinct99.identity.IdentitySource;
import io.precinct99.identity.IdentityUnavailable;
import io.precinct99.identity.WorkloadIdentity;
import io.precinct99.vault.Secret;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig.AuthMethod;
import io.precinct99.vault.VaultProbe;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.jwtsvid.JwtSvid;
import java.time.Duration;
import java.util.Optional;

/** Our SVID logs in to the vault, and nothing else does. */
record VaultLoginScenario(Vault vault, IdentitySource identities) implements Scenario {
    private static final Duration LONG_OVER = Duration.ofMinutes(10);
    private static final String ACCEPTED = "The vault gave a token; it was revoked at once.";
    private static final String REFUSED = "The vault refused";
    private static final String NOT_GENUINE =
            "one signed by a key made on the spot, because the agent gives us no genuine one";

    @Override
    public String id() {
        return "vault-login";
    }

    @Override
    public String title() {
        return "Only our SVID logs in to the vault";
    }

    @Override
    public String description() {
        return "A fresh log-in with our SVID works; an SVID of another identity, one for another audience, an expired one and none at all are refused.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        steps.expect(ALLOWED, "Log in with our SVID", () -> {
            vault.login().revokeSelf();
            return Observation.allowed(ACCEPTED);
        });
        VaultProbe probe = vault.probe();
        if (probe.authMethod() == AuthMethod.JWT) {
            withJwtSvids(steps, probe);
        } else {
            withCertificates(steps, probe);
        }
    }

    private void withJwtSvids(Steps steps, VaultProbe probe) {
        steps.expect(BLOCKED, "Log in with a JWT-SVID of another identity", () -> {
            JwtSvid ours = identities.jwtSvid(probe.audience());
            return shown(probe, CounterfeitJwt.naming(somebodyElse(ours.getSpiffeId()), ours), NOT_GENUINE);
        });
        steps.expect(
                BLOCKED,
                "Log in with our JWT-SVID for another audience",
                () -> shown(probe, identities.jwtSvid("not-" + probe.audience()).getToken(), "a genuine one"));
        steps.expect(BLOCKED, "Log in with an expired JWT-SVID", () -> {
            Optional<JwtSvid> genuine = identities.expiredJwtSvid(probe.audience());
            return genuine.isPresent()
                    ? shown(probe, genuine.get().getToken(), "a genuine one that has ended")
                    : shown(
                            probe,
                            CounterfeitJwt.expired(identities.jwtSvid(probe.audience()), LONG_OVER),
                            "one signed by a key made on the spot, because no genuine one has ended yet");
        });
        steps.expect(
                BLOCKED,
                "Log in without an SVID",
                () -> probe.logsIn(Optional.empty()),
                ACCEPTED,
                REFUSED + " a log-in that shows nothing.");
    }

    private void withCertificates(Steps steps, VaultProbe probe) {
        steps.expect(
                BLOCKED,
                "Log in with an X.509-SVID of another identity",
                () -> shown(probe, CounterfeitSvid.naming(somebodyElse(ours().id()), ours()), NOT_GENUINE));
        steps.expect(
                BLOCKED,
                "Log in with an expired X.509-SVID",
                () -> shown(
                        probe,
                        CounterfeitSvid.expired(ours(), LONG_OVER),
                        "one signed by a key made on the spot, because no genuine one that has ended is kept"));
        steps.expect(
                BLOCKED,
                "Log in without an SVID",
                () -> probe.logsInShowing(Optional.empty()),
                ACCEPTED,
                REFUSED + " a log-in that shows nothing.");
    }

    private WorkloadIdentity ours() {
        return identities.current().orElseThrow(() -> new IdentityUnavailable("no valid SVID", null));
    }

    private static SpiffeId somebodyElse(SpiffeId ours) {
        return SpiffeId.fromSegments(ours.getTrustDomain(), "ns", "99-apps", "sa", "somebody-else");
    }

    private static Observation shown(VaultProbe probe, String jwt, String kind) {
        return seen(probe.logsIn(Optional.of(new Secret(jwt))), kind);
    }

    private static Observation shown(VaultProbe probe, CounterfeitSvid counterfeit, String kind) throws Exception {
        return seen(probe.logsInShowing(Optional.of(counterfeit.identity())), kind);
    }

    private static Observation seen(boolean accepted, String kind) {
        return accepted
                ? Observation.allowed("The vault accepted " + kind + "; the token was revoked at once.")
                : Observation.blocked(REFUSED + " " + kind + ".");
    }
}
