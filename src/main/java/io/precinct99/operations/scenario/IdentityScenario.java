package io.precinct99.operations.scenario;

import static io.precinct99.operations.scenario.Verdict.ALLOWED;
import static io.precinct99.operations.scenario.Verdict.BLOCKED;

import io.precinct99.audit.Origin;
import io.precinct99.identity.CounterfeitSvid;
import io.precinct99.identity.IdentitySource;
import io.precinct99.identity.IdentityUnavailable;
import io.precinct99.identity.SvidVerification;
import io.precinct99.identity.WorkloadIdentity;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Set;

/** Our X.509-SVID holds against the trust bundle, and one that only looks like it does not. */
record IdentityScenario(IdentitySource identities, InstantSource clock) implements Scenario {
    @Override
    public String id() {
        return "identity";
    }

    @Override
    public String title() {
        return "The identity is genuine";
    }

    @Override
    public String description() {
        return "The X.509-SVID verifies against the trust bundle, is valid now and names this workload; a copy signed by another authority is refused.";
    }

    @Override
    public void run(Steps steps, Origin origin) {
        steps.expect(
                ALLOWED,
                "Verify our SVID against the trust bundle",
                () -> verifies(ours(), ours().authorities()),
                "It leads to an authority of the bundle and names us.",
                "It does not lead to an authority of the bundle.");
        steps.expect(
                ALLOWED,
                "Use our SVID now",
                () -> ours().isValidAt(clock.instant()),
                "It is within its validity.",
                "It has expired or is not valid yet.");
        steps.expect(BLOCKED, "Verify a copy of our SVID that another authority signed", () -> {
            WorkloadIdentity ours = ours();
            CounterfeitSvid counterfeit = CounterfeitSvid.of(ours);
            if (!verifies(counterfeit.identity(), Set.of(counterfeit.authority()))) {
                return Observation.error("The copy does not verify even where its own authority is trusted.");
            }
            return verifies(counterfeit.identity(), ours.authorities())
                    ? Observation.allowed("The trust bundle vouches for a signature that is not of its authorities.")
                    : Observation.blocked("It verifies where its own authority is trusted, and here it does not.");
        });
    }

    private WorkloadIdentity ours() {
        return identities.current().orElseThrow(() -> new IdentityUnavailable("no valid SVID", null));
    }

    private static boolean verifies(WorkloadIdentity shown, Set<X509Certificate> authorities) {
        try {
            SvidVerification.verify(shown.chain(), shown.id(), authorities);
            return true;
        } catch (CertificateException refused) {
            return false;
        }
    }
}
