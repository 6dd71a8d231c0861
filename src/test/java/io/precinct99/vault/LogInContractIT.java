package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.precinct99.identity.WorkloadIdentity;
import io.precinct99.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Identity and log-in: what holds on every stage, so that the embedded one cannot drift from the real one. */
class LogInContractIT {
    private static final String OURS = "spiffe://precinct99.internal/ns/99-apps/sa/precinct99";

    private final Stage stage = Stage.current();

    @Test
    void agentGivesOurIdentityWithItsBundle() throws Exception {
        try (Workload workload = Workload.on(stage, Map.of())) {
            WorkloadIdentity identity = workload.identity().current().orElseThrow();
            assertThat(identity.id()).hasToString(OURS);
            assertThat(identity.notAfter()).isAfter(Instant.now());
            assertThat(identity.authorities())
                    .anySatisfy(ca ->
                            identity.chain().get(identity.chain().size() - 1).verify(ca.getPublicKey()));
            assertThat(identity.leaf().getSubjectAlternativeNames())
                    .anySatisfy(name -> assertThat(name.get(1)).isEqualTo(OURS));
        }
    }

    @Test
    void freshJwtSvidLogsIn() {
        try (Workload workload = Workload.on(stage, Map.of())) {
            VaultSession session = workload.login();
            assertThat(session.expiry().remaining()).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
            session.revokeSelf();
        }
    }

    @Test
    void everyLogInIsASessionOfItsOwn() {
        try (Workload workload = Workload.on(stage, Map.of())) {
            VaultSession first = workload.login();
            VaultSession second = workload.login();
            assertThat(first.token().reveal()).isNotEqualTo(second.token().reveal());
            first.revokeSelf();
            DatabaseLease lease = second.databaseCredentials("precinct99-app");
            second.revokeLease(lease.id());
            second.revokeSelf();
        }
    }

    @Test
    void jwtSvidForAnotherAudienceIsRefused() {
        try (Workload workload = Workload.on(stage, Map.of("precinct99.vault.auth.audience", "somebody-else"))) {
            VaultException refused = catchThrowableOfType(VaultException.class, workload::login);
            assertThat(refused.kind()).isIn(VaultException.Kind.REFUSED, VaultException.Kind.DENIED);
        }
    }

    @Test
    void unknownRoleIsRefused() {
        try (Workload workload = Workload.on(stage, Map.of("precinct99.vault.auth.role", "captain"))) {
            VaultException refused = catchThrowableOfType(VaultException.class, workload::login);
            assertThat(refused.kind()).isIn(VaultException.Kind.REFUSED, VaultException.Kind.DENIED);
        }
    }

    @Test
    void certificateOfTheWorkloadLogsIn() {
        try (Workload workload = Workload.on(stage, Map.of("precinct99.vault.auth.method", "cert"))) {
            VaultSession session = workload.login();
            DatabaseLease lease = session.databaseCredentials("precinct99-app");
            session.revokeLease(lease.id());
            session.revokeSelf();
        }
    }

    @Test
    void endedTokenMakesNoLease() {
        try (Workload workload = Workload.on(stage, Map.of())) {
            VaultSession session = workload.login();
            assertThat(session.isKnown()).isTrue();
            session.revokeSelf();
            assertThat(session.isKnown()).isFalse();
            VaultException denied =
                    catchThrowableOfType(VaultException.class, () -> session.databaseCredentials("precinct99-app"));
            assertThat(denied.kind()).isEqualTo(VaultException.Kind.DENIED);
            session.revokeSelf(); // ending it again is a success
        }
    }
}
